/** What is kept of a flow: plain data in JSON, masked already. */
import type { Report } from '@kazasu/pki/login';
import type { AssertionCheck } from '../../client-authentication/index.ts';
import type { FailureCode } from '../../proof/failure.ts';
import type { Field, Shown } from '../mask/index.ts';
import type { Lane } from './lane.ts';
import type { RouteName } from './route.ts';

/** A body in the form in which it was sent. */
export type ShownBody =
  | { readonly form: 'none' }
  | { readonly form: 'form' | 'json' | 'page'; readonly fields: readonly Field[] }
  /** JSON that is no object. */
  | { readonly form: 'value'; readonly value: Shown }
  /** Too long, of another kind, or not readable. */
  | { readonly form: 'left-out'; readonly length: number; readonly type: string };

/** Why it was refused: the words of the wire. */
export interface ShownError {
  readonly error: string;
  readonly description?: string;
}

/** A client's assertion, or the check that it failed. */
export type JudgedAssertion = AssertionCheck | 'passed';

/** A request and its answer. */
export interface ExchangeEvent {
  readonly kind: 'exchange';
  readonly route: RouteName;
  readonly step?: string;
  readonly from: Lane;
  readonly to: Lane;
  readonly method: string;
  readonly path: string;
  readonly query: readonly Field[];
  readonly requestHeaders: readonly Field[];
  readonly request: ShownBody;
  readonly status: number;
  readonly answerHeaders: readonly Field[];
  readonly answer: ShownBody;
  readonly durationMs: number;
  readonly assertion?: JudgedAssertion;
  readonly error?: ShownError;
}

/** What this provider asks of somebody else. */
export interface CallEvent {
  readonly kind: 'call';
  readonly from: Lane;
  readonly to: Lane;
  readonly method: string;
  readonly path: string;
  /** Undefined where there was no answer. */
  readonly status?: number;
  readonly durationMs: number;
}

/** What was judged of a card's proof. */
export interface VerdictEvent {
  readonly kind: 'verdict';
  readonly report?: Report;
  /** Of a refusal. */
  readonly code?: FailureCode;
}

/** The transaction has come into this state. */
export interface StateEvent {
  readonly kind: 'state';
  readonly state: string;
  readonly outcome?: string;
  readonly failure?: string;
}

/** `left-out`: something too long to be kept. */
export type NoteName = 'code-issued' | 'code-redeemed' | 'sandbox' | 'left-out';
/** Something that no message tells. */
export interface NoteEvent {
  readonly kind: 'note';
  readonly note: NoteName;
  readonly fields: readonly Field[];
}

export type InspectedEvent = ExchangeEvent | CallEvent | VerdictEvent | StateEvent | NoteEvent;

/** An event as it is kept. */
export interface StoredEvent {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of polls: how often, and until when. */
  readonly count: number;
  readonly until: number;
  readonly event: InspectedEvent;
}

/** One login or signature, or what did not come so far. */
export interface Flow {
  readonly id: string;
  /** Undefined where nobody said who asks. */
  readonly clientId: string | undefined;
  readonly kind: FlowKind;
  readonly interactionId: string | undefined;
  readonly signId: string | undefined;
  readonly state: string | undefined;
  readonly outcome: string | undefined;
  /** The last refusal. */
  readonly error: string | undefined;
  readonly version: number;
  readonly events: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** `early`: refused before there was a transaction. `shared`: what cannot be told apart, such as requests for the metadata. */
export type FlowKind = 'login' | 'signature' | 'early' | 'shared';
