/**
 * Who is next where several tenants wait: one of each in turn, and nobody who has a share under way already. The share holds while nobody
 * else waits too, since what was begun cannot be taken back from who comes then.
 */
export class Turns<One> {
  readonly #share: number;
  /** In the order of their turns; nobody who does not wait. */
  readonly #waiting = new Map<string, One[]>();
  readonly #underWay = new Map<string, number>();

  constructor(share: number) {
    this.#share = share;
  }

  /** Behind what waits of the same tenant, or, where it was begun before, ahead of that. */
  add(tenantId: string, one: One, isBegun: boolean): void {
    const own = this.#waiting.get(tenantId) ?? [];
    this.#waiting.set(tenantId, isBegun ? [one, ...own] : [...own, one]);
  }

  /** It waits no more. */
  drop(tenantId: string, one: One): void {
    this.#keep(
      tenantId,
      (this.#waiting.get(tenantId) ?? []).filter((each) => each !== one),
    );
  }

  /** The next one, which is under way until `done`; undefined where nobody waits that may. */
  take(): One | undefined {
    for (const [tenantId, [one, ...others]] of this.#waiting) {
      const underWay = this.#underWay.get(tenantId) ?? 0;
      if (one === undefined || underWay >= this.#share) continue;
      this.#underWay.set(tenantId, underWay + 1);
      // Behind everybody else who waits.
      this.#waiting.delete(tenantId);
      this.#keep(tenantId, others);
      return one;
    }
    return undefined;
  }

  done(tenantId: string): void {
    const left = (this.#underWay.get(tenantId) ?? 0) - 1;
    if (left > 0) this.#underWay.set(tenantId, left);
    else this.#underWay.delete(tenantId);
  }

  /** Everything that waits, which waits no more. */
  clear(): readonly One[] {
    const all = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    return all;
  }

  #keep(tenantId: string, own: One[]): void {
    if (own.length > 0) this.#waiting.set(tenantId, own);
    else this.#waiting.delete(tenantId);
  }
}
