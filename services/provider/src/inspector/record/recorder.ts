import { setTimeout } from 'node:timers/promises';
import { codeOf, type Log } from '@kazasu/server/log';
import type { Counter } from '@kazasu/server/metrics';
import type { Answered } from './exchange.ts';

/** Beyond that what comes is not recorded: a store that is slow must not fill the memory. */
const WAITING_MAX = 500;
const CLOSE_MS = 2_000;
/** No record keeps the others waiting for longer. */
const WRITE_MS = 5_000;
const LATE = Symbol('late');

/**
 * Writes what was recorded, one after the other and behind the requests: nobody waits for it, and what cannot be written is counted
 * and forgotten.
 */
export class Recorder {
  readonly #write: (answered: Answered) => Promise<void>;
  readonly #log: Log;
  readonly #lost: Counter;
  readonly #writeMs: number;
  #running: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(write: (answered: Answered) => Promise<void>, log: Log, lost: Counter, writeMs = WRITE_MS) {
    this.#write = write;
    this.#log = log;
    this.#lost = lost;
    this.#writeMs = writeMs;
  }

  /** Takes what is read at once and written in turn; whatever goes wrong stays here. */
  add(answered: () => Promise<Answered>): void {
    const read = this.#waiting < WAITING_MAX ? answered() : undefined;
    read?.catch(() => {});
    this.queue(async () => {
      if (read !== undefined) await this.#write(await read);
    });
  }

  queue(work: () => Promise<void>): void {
    if (this.#waiting >= WAITING_MAX) {
      this.lose('full');
      return;
    }
    this.#waiting += 1;
    this.#running = this.#running
      .then(async () => {
        if ((await within(work(), this.#writeMs)) === LATE) this.lose('late');
      })
      .catch((error: unknown) => this.lose(codeOf(error)))
      .finally(() => {
        this.#waiting -= 1;
      });
  }

  lose(code: string): void {
    this.#lost.inc({ reason: code });
    this.#log.warn('inspector.lost', { code });
  }

  /** When everything so far has been written. */
  settled(): Promise<void> {
    return this.#running;
  }

  /** The same, but a store that does not answer is not waited for. */
  async close(): Promise<void> {
    await within(this.#running, CLOSE_MS);
  }
}

/** What the work comes to, or `LATE`; it is not stopped. */
async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | typeof LATE> {
  const timer = new AbortController();
  try {
    return await Promise.race([work, setTimeout(milliseconds, LATE, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}
