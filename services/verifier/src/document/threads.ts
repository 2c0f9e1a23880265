import { Worker } from 'node:worker_threads';
import { VerifierError } from '../error.ts';
import type { DocumentFinding, DocumentTask, ThreadAnswer } from './task.ts';

export interface ThreadsOptions {
  /** Documents judged at the same time. */
  readonly count: number;
  /** Milliseconds for one judgement; then its thread is ended. */
  readonly timeMs: number;
}

/** Of objects; octets of documents lie outside and are bounded by the gate. */
const MEMORY_MEBIBYTES = 256;

/** Reading the code takes a while, on a busy machine a long one; no document is charged for it. */
const START_MS = 60_000;

interface Waiting {
  readonly task: DocumentTask;
  readonly done: (outcome: DocumentFinding | VerifierError) => void;
}

/**
 * Threads for documents. Made when first needed, kept, and replaced when one was ended for taking too long or too much. Nobody
 * else waits for a document: the main thread only moves octets.
 */
export class Threads {
  readonly #options: ThreadsOptions;
  readonly #idle: Worker[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #all = new Set<Worker>();
  readonly #ready = new WeakSet<Worker>();
  #closed = false;

  constructor(options: ThreadsOptions) {
    this.#options = options;
  }

  /** Rejects with `document-too-hard` where a bound was passed. The document's memory moves: use the finding's. */
  async judge(task: DocumentTask): Promise<DocumentFinding> {
    const outcome = await new Promise<DocumentFinding | VerifierError>((done) => {
      this.#waiting.push({ task, done });
      this.#next();
    });
    if (outcome instanceof VerifierError) throw outcome;
    return outcome;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { done } of this.#waiting.splice(0)) done(new VerifierError('unavailable'));
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #next(): void {
    if (this.#closed || this.#waiting.length === 0) return;
    const worker = this.#idle.pop() ?? (this.#all.size < this.#options.count ? this.#start() : undefined);
    const waiting = worker && this.#waiting.shift();
    if (waiting !== undefined && worker !== undefined) this.#run(worker, waiting);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEBIBYTES, maxYoungGenerationSizeMb: 32 },
    });
    worker.unref();
    // What goes wrong in a thread is told to whoever waits for it, see #run.
    worker.on('error', () => {});
    this.#all.add(worker);
    return worker;
  }

  #run(worker: Worker, { task, done }: Waiting): void {
    const end = (outcome: DocumentFinding | VerifierError, alive: boolean) => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('exit', onExit);
      if (alive) this.#idle.push(worker);
      else this.#all.delete(worker);
      done(outcome);
      this.#next();
    };
    const limit = (ms: number) => setTimeout(() => void worker.terminate(), ms);
    let timer = limit(this.#ready.has(worker) ? this.#options.timeMs : START_MS);
    const onMessage = (answer: ThreadAnswer | 'ready') => {
      if (answer !== 'ready') {
        return end(answer.kind === 'found' ? answer.finding : new VerifierError('internal'), true);
      }
      this.#ready.add(worker);
      clearTimeout(timer);
      timer = limit(this.#options.timeMs);
    };
    const onExit = () =>
      end(new VerifierError(this.#ready.has(worker) ? 'document-too-hard' : 'internal'), false);
    worker.on('message', onMessage);
    worker.on('exit', onExit);
    worker.postMessage(task, [task.document.buffer, ...(task.content ? [task.content.buffer] : [])]);
  }
}
