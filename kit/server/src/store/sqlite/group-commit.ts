import { stopwatch } from '../../clock/index.ts';
import { StoreError } from '../store.ts';
import type { SqliteConnection } from './connection.ts';

/** What one commit makes durable at most, and how long those wait who came first. */
const MOST = 256;
const LONGEST_MS = 50;

/** A statement, or a transaction between savepoints of its own: its failure leaves nothing behind but what others did. */
export type Work = () => unknown;

interface Job {
  readonly work: Work;
  settle(answer: unknown): void;
  fail(error: unknown): void;
}

interface Done {
  readonly job: Job;
  readonly answer: unknown;
}

export interface GroupOptions {
  readonly connection: SqliteConnection;
  /** Runs a group when the connection is free, and lets nobody else at it meanwhile. */
  readonly turn: (group: () => Promise<void>) => Promise<void>;
  readonly begin: () => Promise<void>;
  /** Rejects with a StoreError. */
  readonly commit: () => Promise<void>;
}

/**
 * Lets those who write in the same turn of the event loop, or while a commit is under way, share the next one: it is the commit that waits for
 * the disk. Nobody is answered before it. What one of them does stays undone when it fails; the others' stays.
 */
export class GroupCommit {
  readonly #options: GroupOptions;
  readonly #jobs: Job[] = [];
  #running: Promise<void> | undefined;

  constructor(options: GroupOptions) {
    this.#options = options;
  }

  add<T>(work: () => T | Promise<T>): Promise<T> {
    return new Promise<T>((settle, fail) => {
      this.#jobs.push({ work, settle: settle as (answer: unknown) => void, fail });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nobody waits. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#jobs.length > 0) {
      // Everybody who writes in this turn of the event loop is let in.
      await new Promise((resolve) => void setImmediate(resolve));
      await this.#options.turn(() => this.#group());
    }
    this.#running = undefined;
  }

  /** Never rejects: each is told what became of it. */
  async #group(): Promise<void> {
    const done: Done[] = [];
    try {
      await this.#options.begin();
    } catch (error) {
      for (const { fail } of this.#jobs.splice(0, MOST)) fail(error);
      return;
    }
    try {
      const elapsed = stopwatch();
      for (let i = 0; i < MOST && elapsed() < LONGEST_MS; i++) {
        const job = this.#jobs.shift();
        if (job === undefined) break;
        await this.#do(job, done);
      }
      await this.#options.commit();
    } catch (error) {
      if (this.#options.connection.inTransaction) this.#options.connection.mark('ROLLBACK');
      for (const { job } of done) job.fail(error);
      return;
    }
    for (const { job, answer } of done) job.settle(answer);
  }

  async #do(job: Job, done: Done[]): Promise<void> {
    try {
      const answer = job.work();
      done.push({ job, answer: answer instanceof Promise ? await answer : answer });
    } catch (error) {
      job.fail(error);
      // A full disk, say: the engine has taken everything back that was not committed.
      if (!this.#options.connection.inTransaction) {
        throw new StoreError('store/unavailable', 'a transaction was taken back with that of another', error);
      }
    }
  }
}
