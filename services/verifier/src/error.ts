import type { ProblemCode } from './problem/catalogue.ts';

/** Members a problem may have beside those of every problem. All of them are ours: none repeats what was sent. */
export interface ProblemFacts {
  /** Milliseconds since 1970 until which a record is retained. */
  readonly retainedUntil?: number;
  /** Octets, items or whatever the code counts. */
  readonly limit?: number;
  /** Places in the request that were refused: JSON pointers (RFC 6901) of known members, names of known parameters. */
  readonly at?: readonly string[];
  /** Seconds after which it may be tried again; also the header `Retry-After`. */
  readonly retryAfter?: number;
}

/**
 * The one error of this service that becomes an answer: its code is a row of the catalogue of problems, which has status
 * and words. Neither message nor facts hold anything personal or secret.
 */
export class VerifierError extends Error {
  override readonly name = 'VerifierError';
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;

  constructor(code: ProblemCode, facts: ProblemFacts = {}, cause?: unknown) {
    super(code, { cause });
    this.code = code;
    this.facts = facts;
  }
}
