/**
 * Who of those that never stop asking had most of the time lately. On a machine that is too small for everybody, whoever asks modestly has a
 * queue too; it is not for them to make room.
 */
export class Greed {
  readonly #had = new Map<string, number>();
  #most = 0;

  /** Adds milliseconds that a flow had a place; whether it had at least half of what the greediest had. */
  isGreedy(flow: string, ms: number): boolean {
    const had = (this.#had.get(flow) ?? 0) + ms;
    this.#had.set(flow, had);
    this.#most = Math.max(this.#most, had);
    return had * 2 >= this.#most;
  }

  /** Once a second: what was, counts half. */
  forget(): void {
    this.#most = 0;
    for (const [flow, had] of this.#had) {
      if (had < 1) this.#had.delete(flow);
      else this.#had.set(flow, had / 2);
      this.#most = Math.max(this.#most, had / 2);
    }
  }
}
