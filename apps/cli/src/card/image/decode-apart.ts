import { Worker } from 'node:worker_threads';
import type { Decoded } from './jpeg2000.ts';

/**
 * Decodes in a thread of its own, which is ended when it takes longer than this many milliseconds: a decoder is not
 * interrupted by anything else. Rejects where nothing comes of it.
 */
export function decodeApart(codestream: Uint8Array, patience: number): Promise<Decoded> {
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), {
    workerData: codestream,
    // Whatever a decoder prints is not for whoever waits for the command's answer.
    stdout: true,
    stderr: true,
  });
  return new Promise<Decoded>((done, fail) => {
    const late = setTimeout(() => fail(new Error('the decoder takes too long')), patience);
    worker.once('message', done);
    worker.once('error', fail);
    worker.once('exit', () => {
      clearTimeout(late);
      fail(new Error('the decoder ended without a picture'));
    });
  }).finally(() => worker.terminate());
}
