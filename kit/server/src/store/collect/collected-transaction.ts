import type { StatementRunner, Store } from '../store.ts';
import { collectingOf, LET_IN, waitHere } from './collector.ts';
import { Gathering } from './gathering.ts';

export interface CollectedWork<Request, Answer> {
  /** What a request changes; two of one key are never in one transaction, and the second begins after the first has ended. */
  keyOf(request: Request): string;
  /**
   * The answers, in the order of the requests, which are one on SQLite. It touches nothing but the store, through `within`, and begins by
   * changing the rows that rivals change: each statement sees what was committed before it began. What one request cannot do must
   * be an answer; where it throws, each request is tried again, in smaller company at last alone.
   */
  work(within: StatementRunner, requests: readonly Request[]): Promise<readonly Answer[]>;
}

/**
 * A transaction that many may share who ask a store in the same turn of the event loop: on PostgreSQL its round trips, and not its rows, are
 * what costs. On SQLite each has its own, and the commit is shared as it is. Made once, beside the queries of its tables.
 */
export function collectedTransaction<Request, Answer>({
  keyOf,
  work,
}: CollectedWork<Request, Answer>): (store: Store, request: Request) => Promise<Answer> {
  const gatherings = new WeakMap<Store, Gathering<Request, Answer>>();
  const together = (store: Store, requests: readonly Request[]) =>
    store.transaction((within) => work(within, requests), { inTurn: true });
  const alone = async (store: Store, request: Request) => (await together(store, [request]))[0] as Answer;
  return (store, request) => {
    if (collectingOf(store) === undefined) return alone(store, request);
    const known = gatherings.get(store);
    if (known !== undefined) return known.ask(keyOf(request), request);
    const made = new Gathering<Request, Answer>({
      ...LET_IN,
      together: (requests) => together(store, requests),
      alone: (one) => alone(store, one),
    });
    gatherings.set(store, made);
    waitHere(store, made);
    return made.ask(keyOf(request), request);
  };
}
