import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Certificate } from '@kazasu/pki/login';

/** The number of the list that is indexed already, and what it counts (`crlSeries`). */
export interface KnownNumber {
  readonly series: string;
  readonly number: bigint;
}

export interface IndexListOptions {
  /** Whose key must have signed the list. */
  readonly issuer: Certificate;
  /** The index file, which is replaced as a whole, and only by the index of a list that kept every rule. */
  readonly path: string;
  /** A list of the same series and a lower number is refused. */
  readonly known: KnownNumber | undefined;
  readonly signal: AbortSignal;
}

/** What the thread is told to begin with. */
export interface IndexOrder {
  /** DER. */
  readonly issuer: Uint8Array;
  readonly path: string;
  readonly known: KnownNumber | undefined;
}

/** What it answers to each chunk, and to the end (a message of `undefined`). */
export type IndexAnswer = { readonly code: string } | 'taken' | 'written';

/** Refused by the indexer: the code is its error's. */
export class ListRefused extends Error {
  override readonly name = 'ListRefused';
  readonly code: string;

  constructor(code: string) {
    super('the revocation list was refused');
    this.code = code;
  }
}

/**
 * Makes the index of a list as it comes, in a thread of its own: to sort ten million entries takes a second, in which this one
 * goes on with logins. The thread takes one chunk at a time, so that a fast network fills no memory. Rejects with
 * {@link ListRefused}, or with what the stream or the signal threw; the file is then as it was.
 */
export async function indexList(
  octets: AsyncIterable<Uint8Array>,
  { issuer, signal, ...order }: IndexListOptions,
): Promise<void> {
  const workerData: IndexOrder = { ...order, issuer: issuer.encoded };
  const worker = new Worker(new URL('./index-worker.ts', import.meta.url), { workerData });
  const ended = new Promise<never>((_, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread ended before its work')));
  });
  ended.catch(() => {});
  const ask = async (chunk: Uint8Array<ArrayBuffer> | undefined) => {
    worker.postMessage(chunk, chunk === undefined ? [] : [chunk.buffer]);
    const [answer] = (await Promise.race([once(worker, 'message'), ended])) as [IndexAnswer];
    if (typeof answer === 'object') throw new ListRefused(answer.code);
  };
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop);
  try {
    // A copy, because the chunk may share its memory with others.
    for await (const chunk of octets) await ask(new Uint8Array(chunk));
    signal.throwIfAborted();
    await ask(undefined);
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}
