import { concat } from '@kazasu/bytes';
import { HttpError } from './http-error.ts';

/**
 * The body of a request of this media type, in UTF-8 if a charset is named, up to a bound. Throws an HttpError. The
 * declared length is believed only when it says too much: what arrives is counted, so a body without a length is
 * bounded too.
 */
export async function readBytes(
  request: Request,
  mediaType: string,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  checkMediaType(request, mediaType);
  checkDeclared(request, maxBytes);
  return isDeclared(request) ? readWhole(request, maxBytes) : readBounded(request.body, maxBytes);
}

/** Throws an HttpError, `http/too-large`, before anything of it is read where the declared length says that it is. */
export function checkDeclared({ headers }: Request, maxBytes: number): void {
  if (Number(headers.get('content-length') ?? 0) > maxBytes) tooLarge(maxBytes);
}

/** Of a declared length, which Node's parser holds the sender to: then no more than that can be read. */
function isDeclared({ headers }: Request): boolean {
  return /^\d+$/.test(headers.get('content-length') ?? '') && headers.get('transfer-encoding') === null;
}

/** At once and without the web's streams, which cost more than most bodies are worth. */
async function readWhole(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const octets = await request.arrayBuffer().catch((error: unknown) => {
    throw new HttpError('http/malformed', 'the body ended early', error);
  });
  if (octets.byteLength > maxBytes) tooLarge(maxBytes);
  return new Uint8Array(octets);
}

/**
 * Reads whatever arrives, a request or an answer, up to a bound; leaves off as soon as it is passed, which cancels the
 * stream. Throws an HttpError: `http/too-large`, or `http/malformed` where it broke off.
 */
export async function readBounded(
  stream: AsyncIterable<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream === null ? [] : unbroken(stream)) {
    length += chunk.length;
    if (length > maxBytes) tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return concat(...chunks);
}

function checkMediaType(request: Request, wanted: string): void {
  const [type, ...parameters] = (request.headers.get('content-type') ?? '').toLowerCase().split(';');
  const known = parameters.every((parameter) => /^\s*(?:charset="?utf-8"?)?\s*$/.test(parameter));
  if (type?.trim() !== wanted || !known) throw new HttpError('http/media-type', `the body must be ${wanted}`);
}

async function* unbroken(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]();
  try {
    while (true) {
      const { done, value } = await iterator.next();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw new HttpError('http/malformed', 'the body ended early', error);
  } finally {
    await iterator.return?.();
  }
}

function tooLarge(maxBytes: number): never {
  throw new HttpError('http/too-large', `the body must not be larger than ${maxBytes} bytes`);
}
