import { VerifierError } from '../error.ts';
import { JudgingThread } from './judging-thread.ts';
import type { DocumentFinding, DocumentTask } from './task.ts';

export interface ThreadsOptions {
  /** Documents judged at the same time. */
  readonly count: number;
  /** Milliseconds for one judgement; then its thread is ended. */
  readonly timeMs: number;
}

interface Waiting {
  readonly task: DocumentTask;
  readonly done: (outcome: Promise<DocumentFinding>) => void;
}

/**
 * Threads for documents. Made when first needed, kept, and replaced when one was ended for taking too long or too much. Nobody
 * else waits for a document: the main thread only moves octets.
 */
export class Threads {
  readonly #options: ThreadsOptions;
  readonly #all = new Set<JudgingThread>();
  readonly #busy = new Set<JudgingThread>();
  readonly #waiting: Waiting[] = [];
  #closed = false;

  constructor(options: ThreadsOptions) {
    this.#options = options;
  }

  /** Rejects with `document-too-hard` where a bound was passed. The document's memory moves: use the finding's. */
  judge(task: DocumentTask): Promise<DocumentFinding> {
    return new Promise((done) => {
      this.#waiting.push({ task, done });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const error = new VerifierError('unavailable');
    for (const { done } of this.#waiting.splice(0)) done(Promise.reject(error));
    await Promise.all([...this.#all].map((thread) => thread.end(error)));
  }

  #next(): void {
    if (this.#closed || this.#waiting.length === 0) return;
    const thread = this.#free();
    const waiting = thread && this.#waiting.shift();
    if (thread === undefined || waiting === undefined) return;
    this.#busy.add(thread);
    const judged = thread.judge(waiting.task, this.#options.timeMs).finally(() => {
      this.#busy.delete(thread);
      this.#next();
    });
    waiting.done(judged);
  }

  #free(): JudgingThread | undefined {
    const idle = [...this.#all].find((thread) => !this.#busy.has(thread));
    if (idle !== undefined || this.#all.size >= this.#options.count) return idle;
    const thread = new JudgingThread((gone) => this.#all.delete(gone));
    this.#all.add(thread);
    return thread;
  }
}
