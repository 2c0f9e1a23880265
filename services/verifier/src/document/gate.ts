import { VerifierError } from '../error.ts';

const RETRY_SECONDS = 5;

/** Octets of documents that this process holds at once, as they have arrived; of one tenant at most half of them. */
export class DocumentGate {
  readonly #most: number;
  readonly #held = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes room for so many more, or none; throws `capacity-exhausted` where there is not as much. */
  take(tenantId: string, octets: number): void {
    const own = this.#own(tenantId) + octets;
    if (this.held + octets > this.#most || own > this.#most / 2) {
      throw new VerifierError('capacity-exhausted', { retryAfter: RETRY_SECONDS });
    }
    this.#held.set(tenantId, own);
  }

  give(tenantId: string, octets: number): void {
    const own = this.#own(tenantId) - octets;
    if (own > 0) this.#held.set(tenantId, own);
    else this.#held.delete(tenantId);
  }

  get held(): number {
    return [...this.#held.values()].reduce((sum, own) => sum + own, 0);
  }

  #own(tenantId: string): number {
    return this.#held.get(tenantId) ?? 0;
  }
}
