import { VerifierError } from '../error.ts';

/**
 * Requests of this process that have not ended. Only a courtesy: of two requests in two processes, the log lets one in, and
 * the other gets its answer.
 */
export class InProgress {
  readonly #keys = new Set<string>();

  /** Runs the work unless one of the same key is running. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    if (this.#keys.has(key)) throw new VerifierError('idempotency-in-progress', { retryAfter: 1 });
    this.#keys.add(key);
    try {
      return await work();
    } finally {
      this.#keys.delete(key);
    }
  }
}
