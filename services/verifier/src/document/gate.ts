import { VerifierError } from '../error.ts';

/** Octets of documents that this process holds at once, whoever sent them. */
export class DocumentGate {
  readonly #most: number;
  #held = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes room for so many more. Throws `capacity-exhausted` where there is none. */
  take(octets: number): void {
    if (this.#held + octets > this.#most) throw new VerifierError('capacity-exhausted', { retryAfter: 5 });
    this.#held += octets;
  }

  give(octets: number): void {
    this.#held -= octets;
  }

  get held(): number {
    return this.#held;
  }
}
