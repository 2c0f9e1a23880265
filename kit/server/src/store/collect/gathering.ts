import { stopwatch } from '../../clock/index.ts';
import { isUnavailable, StoreError } from '../store.ts';

export interface GatheringOptions<Request, Answer> {
  /** Most requests that are answered together. */
  readonly most: number;
  /** Pieces of work under way at once: who comes meanwhile waits, and is answered together with others. */
  readonly atOnce: number;
  /** Who has waited longer than this for a place is refused with `store/unavailable`. */
  readonly patienceMs: number;
  /** The answers, in the order of the requests. All or nothing: where it rejects it has changed nothing, or the store is away. */
  together(requests: readonly Request[]): Promise<readonly Answer[]>;
  /** For one that is left alone, because nobody else asks or the others must not suffer from it. */
  alone(request: Request): Promise<Answer>;
}

interface Waiting<Request, Answer> {
  readonly key: string;
  readonly request: Request;
  /** Milliseconds since it was asked. */
  readonly waited: () => number;
  settle(answer: Answer): void;
  fail(error: unknown): void;
}

/**
 * Lets many who ask in the same turn of the event loop share one piece of work. A key stands for what a request changes or reads: it has
 * one request under way at most, and the next one of the same key is asked afterwards. Nothing is kept behind an answer.
 */
export class Gathering<Request, Answer> {
  readonly #options: GatheringOptions<Request, Answer>;
  readonly #waiting: Waiting<Request, Answer>[] = [];
  /** By key that waits or is under way: who comes after it, in the order of arrival. */
  readonly #behind = new Map<string, Waiting<Request, Answer>[] | undefined>();
  #underWay = 0;

  constructor(options: GatheringOptions<Request, Answer>) {
    this.#options = options;
  }

  /** Requests that have no answer yet. */
  get size(): number {
    let size = 0;
    for (const behind of this.#behind.values()) size += 1 + (behind?.length ?? 0);
    return size;
  }

  ask(key: string, request: Request): Promise<Answer> {
    return new Promise((settle, fail) => {
      this.#enter({ key, request, waited: stopwatch(), settle, fail });
    });
  }

  #enter(one: Waiting<Request, Answer>): void {
    if (this.#behind.has(one.key)) {
      const behind = this.#behind.get(one.key);
      if (behind === undefined) this.#behind.set(one.key, [one]);
      else behind.push(one);
      return;
    }
    this.#behind.set(one.key, undefined);
    this.#waiting.push(one);
    if (this.#underWay === this.#options.atOnce) return;
    this.#underWay += 1;
    void this.#work();
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Everybody who asks in this turn of the event loop is let in.
      await new Promise((resolve) => void setImmediate(resolve));
      const some = this.#waiting.splice(0, this.#options.most);
      if (some.length > 0) await this.#answer(some.filter((one) => this.#isPatient(one)));
      for (const { key } of some) this.#release(key);
    }
    this.#underWay -= 1;
  }

  #isPatient({ waited, fail }: Waiting<Request, Answer>): boolean {
    if (waited() <= this.#options.patienceMs) return true;
    fail(new StoreError('store/unavailable', 'waited too long for a statement to share'));
    return false;
  }

  #release(key: string): void {
    const behind = this.#behind.get(key);
    const next = behind?.shift();
    if (next === undefined) this.#behind.delete(key);
    else this.#waiting.push(next);
  }

  /** If the database refuses one, its neighbours are tried without it; if it is away, all are told so. Never rejects. */
  async #answer(some: readonly Waiting<Request, Answer>[]): Promise<void> {
    const [first] = some;
    if (first === undefined) return;
    if (some.length === 1) {
      await this.#options.alone(first.request).then(first.settle, first.fail);
      return;
    }
    try {
      const answers = await this.#options.together(some.map(({ request }) => request));
      for (const [i, { settle }] of some.entries()) settle(answers[i] as Answer);
    } catch (error) {
      if (isAway(error)) {
        for (const { fail } of some) fail(error);
        return;
      }
      const half = Math.ceil(some.length / 2);
      await this.#answer(some.slice(0, half));
      await this.#answer(some.slice(half));
    }
  }
}

/** After a lost race nothing has happened, and each may win its own. After a lost answer nobody knows what has. */
function isAway(error: unknown): boolean {
  return isUnavailable(error) && (error as StoreError).code !== 'store/conflict';
}
