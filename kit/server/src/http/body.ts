import { concat } from '@kazasu/bytes';
import { HttpError } from './http-error.ts';

/** Throws an HttpError (`http/media-type`) unless the body is of this type, in UTF-8 if a charset is named. */
export function checkMediaType(request: Request, wanted: string): void {
  const [type, ...parameters] = (request.headers.get('content-type') ?? '').toLowerCase().split(';');
  const known = parameters.every((parameter) => /^\s*(?:charset="?utf-8"?)?\s*$/.test(parameter));
  if (type?.trim() !== wanted || !known) throw new HttpError('http/media-type', `the body must be ${wanted}`);
}

/**
 * Reads the body up to a bound; throws an HttpError (`http/too-large`) as soon as it is passed. The declared length is
 * believed only when it says too much: what arrives is counted, so a body without a length is bounded too.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) tooLarge(maxBytes);
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the stream.
  for await (const chunk of streamOf(request.body)) {
    length += chunk.length;
    if (length > maxBytes) tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return concat(...chunks);
}

async function* streamOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]();
  try {
    while (true) {
      const { done, value } = await iterator.next();
      if (done) return;
      yield value;
    }
  } catch {
    throw new HttpError('http/malformed', 'the body ended early');
  } finally {
    await iterator.return?.();
  }
}

function tooLarge(maxBytes: number): never {
  throw new HttpError('http/too-large', `the body must not be larger than ${maxBytes} bytes`);
}
