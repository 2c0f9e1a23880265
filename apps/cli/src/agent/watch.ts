import type { AgentReader } from '@kazasu/reader/agent';
import { agentReaders, type ReaderHouse } from './house.ts';

/** How soon a card that comes or goes is seen. */
const POLL_MS = 500;

/**
 * Looks at the readers as long as somebody listens, and tells when something is other than before. A service that does not answer has no readers;
 * who asks for them hears why.
 */
export class Watch {
  readonly #house: ReaderHouse;
  readonly #listeners = new Set<(readers: readonly AgentReader[]) => void>();
  #timer: NodeJS.Timeout | undefined;
  #last: string | undefined;

  constructor(house: ReaderHouse) {
    this.#house = house;
  }

  /** Is told of every change from now on; the answer ends it. */
  listen(listener: (readers: readonly AgentReader[]) => void): () => void {
    this.#listeners.add(listener);
    if (this.#timer === undefined) this.#plan();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  }

  #plan(): void {
    this.#timer = setTimeout(() => void this.#look(), POLL_MS);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#last = undefined;
  }

  async #look(): Promise<void> {
    const readers = await agentReaders(this.#house).catch(() => []);
    if (this.#listeners.size === 0) return;
    const now = JSON.stringify(readers);
    if (now !== this.#last) {
      this.#last = now;
      for (const listener of [...this.#listeners]) listener(readers);
    }
    this.#plan();
  }
}
