import { Worker } from 'node:worker_threads';
import { codeOf } from '@kazasu/server/log';
import { VerifierError } from '../error.ts';
import type { DocumentFinding, DocumentTask, ThreadAnswer } from './task.ts';

/** Of objects; octets of documents lie outside and are bounded by the gate. */
const MEMORY_MEBIBYTES = 256;

/** Reading the code takes a while, on a busy machine a long one; no document is charged for it. */
const START_MS = 60_000;

/**
 * One thread, which judges one document at a time, and is ended when that takes too long or too much. Once its end has begun nothing that it
 * says counts any more, were it said in time: an answer of a thread that is gone would make it look like one that is free.
 */
export class JudgingThread {
  readonly #worker: Worker;
  readonly #start = Promise.withResolvers<void>();
  #isReady = false;
  #done: ((outcome: DocumentFinding | VerifierError) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #end: VerifierError | undefined;

  /** `gone` is called once, whenever and however the thread ends; before that whoever waits for it is not told. */
  constructor(gone: (thread: JudgingThread) => void) {
    this.#worker = new Worker(new URL('./thread.ts', import.meta.url), {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEBIBYTES, maxYoungGenerationSizeMb: 32 },
    });
    this.#worker.unref();
    this.#worker.on('message', (answer: ThreadAnswer | 'ready') => this.#heard(answer));
    this.#worker.on('error', (error) => {
      this.#end ??= brokenBy(error);
    });
    this.#worker.on('exit', () => {
      this.#end ??= internal('thread/ended');
      gone(this);
      this.#start.reject(this.#end);
      this.#settle(this.#end);
    });
    // Whoever gets the thread waits for its start; nobody may.
    this.#start.promise.catch(() => {});
    this.#limit(START_MS, internal('thread/start'));
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Resolves when it can judge. */
  get started(): Promise<void> {
    return this.#start.promise;
  }

  /** Rejects with a VerifierError; with `document-too-hard` where a bound was passed. The document's memory moves. */
  async judge(task: DocumentTask, timeMs: number): Promise<DocumentFinding> {
    const outcome = await new Promise<DocumentFinding | VerifierError>((done) => {
      this.#done = done;
      this.#limit(timeMs, new VerifierError('document-too-hard'));
      this.#worker.postMessage(task, [task.document.buffer, ...(task.content ? [task.content.buffer] : [])]);
    });
    if (outcome instanceof VerifierError) throw outcome;
    return outcome;
  }

  /** Resolves when the thread is gone; a document that it judges meets the error. */
  async end(error: VerifierError): Promise<void> {
    this.#end ??= error;
    await this.#worker.terminate();
  }

  #heard(answer: ThreadAnswer | 'ready'): void {
    if (this.#end !== undefined) return;
    if (answer !== 'ready') {
      this.#settle(answer.kind === 'found' ? answer.finding : internal(answer.code));
    } else {
      clearTimeout(this.#timer);
      this.#isReady = true;
      this.#start.resolve();
    }
  }

  #limit(ms: number, error: VerifierError): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.end(error), ms);
    this.#timer.unref();
  }

  #settle(outcome: DocumentFinding | VerifierError): void {
    clearTimeout(this.#timer);
    this.#done?.(outcome);
    this.#done = undefined;
  }
}

/** A fault of ours; its code is for the log. */
function internal(code: string): VerifierError {
  return new VerifierError('internal', {}, Object.assign(new Error(code), { code }));
}

function brokenBy(error: unknown): VerifierError {
  const code = codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY' ? 'document-too-hard' : 'internal';
  return new VerifierError(code, {}, error);
}
