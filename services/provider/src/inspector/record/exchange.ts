import type { CallEvent, JudgedAssertion, NoteEvent, VerdictEvent } from './event.ts';
import type { Matched } from './route.ts';

/** A request under way or answered, before masking. Lives in memory only, and only until it has been recorded. */
export interface Exchange {
  /** Names the event, before it is known to which flow it belongs. */
  readonly id: string;
  readonly matched: Matched;
  readonly method: string;
  readonly url: URL;
  /** Below the base. */
  readonly path: string;
  readonly at: number;
  readonly headers: Headers;
  /** What happened on the way, in order. */
  readonly happened: Happened[];
  /** The transaction that it has begun. */
  begun?: Begun;
  /** The transaction whose cookie it brought. */
  concerns?: string;
  /** What became of the client's assertion; undefined where none was judged. */
  assertion?: JudgedAssertion;
  /** Secrets that lead to this flow, hashed. */
  readonly leads: string[];
}

/** A transaction that is stored now. */
export interface Begun {
  readonly id: string;
  readonly clientId: string;
  readonly signTransactionId: string | undefined;
}

export interface Happened {
  readonly at: number;
  readonly event: CallEvent | VerdictEvent | NoteEvent;
}

/** No more than that is kept of what happens within one request. */
export const HAPPENED_MAX = 30;

export interface Message {
  readonly headers: Headers;
  /** Undefined where it was too long or could not be read. */
  readonly body: string | undefined;
}

export interface Answered {
  readonly exchange: Exchange;
  readonly request: Message;
  readonly status: number;
  readonly answer: Message;
  readonly durationMs: number;
}
