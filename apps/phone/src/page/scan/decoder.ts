import type { Picture } from './decode.ts';

/** One picture at a time, in a worker that ends with it. */
export interface Decoder {
  read(picture: Picture): Promise<string | undefined>;
  close(): void;
}

export function createDecoder(): Decoder {
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
  let waiting: ((text: string | undefined) => void) | undefined;
  const answer = (text: string | undefined) => {
    waiting?.(text);
    waiting = undefined;
  };
  worker.addEventListener('message', ({ data }) => answer(typeof data === 'string' ? data : undefined));
  worker.addEventListener('error', () => answer(undefined));
  return {
    read: (picture) =>
      new Promise((resolve) => {
        answer(undefined);
        waiting = resolve;
        worker.postMessage(picture, [picture.data.buffer]);
      }),
    close: () => {
      worker.terminate();
      answer(undefined);
    },
  };
}
