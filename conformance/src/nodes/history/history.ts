import { appendFileSync } from 'node:fs';

/** How a request ended that uses something up: it was done, it was refused, or nobody can know, because no answer came. */
export type Outcome = 'done' | 'refused' | 'unknown';

export type HistoryEvent =
  /** Something that can be used once was used. */
  | { readonly kind: 'used'; readonly thing: string; readonly outcome: Outcome }
  /** The service said that something is there now: a session, say. */
  | { readonly kind: 'acknowledged'; readonly thing: string }
  /** From now on the thing may be gone: somebody ended it, or tried to and got no answer. */
  | { readonly kind: 'ended'; readonly thing: string }
  /** Somebody looked afterwards, when everything was well again. */
  | { readonly kind: 'looked'; readonly thing: string; readonly there: boolean }
  /** Somebody got what belongs to another. */
  | { readonly kind: 'crossed'; readonly thing: string };

/** What must never be. */
export interface Violation {
  readonly rule: 'single-use' | 'durability' | 'crossing' | 'limits';
  readonly thing: string;
  readonly detail: string;
}

/** What happened, in the order in which it was learnt; to be judged when everything is over. */
export interface History {
  readonly events: readonly HistoryEvent[];
  add(event: HistoryEvent): void;
}

/** In memory; with a file, each event also as a line of JSON there, so that a history outlives whoever recorded it. */
export function createHistory(file?: string): History {
  const events: HistoryEvent[] = [];
  return {
    events,
    add: (event) => {
      events.push(event);
      if (file !== undefined) appendFileSync(file, `${JSON.stringify(event)}\n`);
    },
  };
}
