import { stopwatch } from '@kazasu/server/clock';
import { VerifierError } from '../error.ts';
import { busy } from './busy.ts';
import { JudgingThread } from './judging-thread.ts';
import type { DocumentFinding, DocumentTask } from './task.ts';
import { Turns } from './turns.ts';

export interface ThreadsOptions {
  /** Documents judged at the same time. */
  readonly count: number;
  /** Milliseconds of judging that one document may take, over all its passes; then its thread is ended. */
  readonly timeMs: number;
  /** Milliseconds that one document waits for a thread, over all its passes. */
  readonly waitMs: number;
}

/** Judges the passes of one document, within what it may take for all of them. */
export interface DocumentJudge {
  /**
   * Rejects with `document-too-hard` where a bound was passed, with `capacity-exhausted` where no thread came free in time.
   * The document's memory moves: use the finding's.
   */
  judge(task: DocumentTask): Promise<DocumentFinding>;
}

interface Waiting {
  given(thread: JudgingThread): void;
  refused(error: VerifierError): void;
}

/**
 * Threads for documents. Made when the first one comes, kept, and replaced when one was ended for taking too long or too much. Nobody
 * else waits for a document: the main thread only moves octets. No tenant has more than half of them, rounded up, so that what one sends
 * keeps others waiting for each other alone.
 */
export class Threads {
  readonly #options: ThreadsOptions;
  readonly #all = new Set<JudgingThread>();
  readonly #busy = new Set<JudgingThread>();
  readonly #turns: Turns<Waiting>;
  #closed = false;

  constructor(options: ThreadsOptions) {
    this.#options = options;
    this.#turns = new Turns(Math.ceil(options.count / 2));
  }

  forDocument(tenantId: string): DocumentJudge {
    let { timeMs, waitMs } = this.#options;
    let isBegun = false;
    return {
      judge: async (task) => {
        const waited = stopwatch();
        const thread = await this.#turn(tenantId, waitMs, isBegun);
        waitMs -= waited();
        isBegun = true;
        try {
          await thread.started;
          const judged = stopwatch();
          const finding = await thread.judge(task, timeMs);
          timeMs -= judged();
          return finding;
        } finally {
          this.#busy.delete(thread);
          this.#turns.done(tenantId);
          this.#next();
        }
      },
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    const error = new VerifierError('unavailable');
    for (const waiting of this.#turns.clear()) waiting.refused(error);
    await Promise.all([...this.#all].map((thread) => thread.end(error)));
  }

  #turn(tenantId: string, waitMs: number, isBegun: boolean): Promise<JudgingThread> {
    return new Promise((resolve, reject) => {
      const refused = (error: VerifierError) => {
        clearTimeout(timer);
        this.#turns.drop(tenantId, waiting);
        reject(error);
      };
      const given = (thread: JudgingThread) => {
        clearTimeout(timer);
        resolve(thread);
      };
      const waiting = { given, refused };
      const timer = setTimeout(() => refused(busy()), waitMs);
      if (this.#closed) return refused(new VerifierError('unavailable'));
      this.#turns.add(tenantId, waiting, isBegun);
      this.#next();
    });
  }

  #next(): void {
    while (!this.#closed && this.#busy.size < this.#options.count) {
      const waiting = this.#turns.take();
      if (waiting === undefined) return;
      const thread = this.#idle();
      this.#busy.add(thread);
      waiting.given(thread);
    }
  }

  /** One that has started, if there is one. All that are missing are started with the first that is needed: who comes next may need them. */
  #idle(): JudgingThread {
    while (this.#all.size < this.#options.count) {
      this.#all.add(new JudgingThread((gone) => this.#all.delete(gone)));
    }
    const idle = [...this.#all].filter((thread) => !this.#busy.has(thread));
    const [first] = idle.sort((a, b) => Number(b.isReady) - Number(a.isReady));
    if (first === undefined) throw new Error('all threads are busy');
    return first;
  }
}
