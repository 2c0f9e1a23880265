import { concat } from '@kazasu/bytes';
import { AuthorityError } from '../error.ts';

/** Reads a body of this media type up to a bound, counting what arrives. Throws `media_type` or `too_large`. */
export async function readBytes(request: Request, mediaType: string, bound: number): Promise<Uint8Array> {
  if (request.headers.get('content-type')?.trim().toLowerCase() !== mediaType) {
    throw new AuthorityError('media_type', `the body must be ${mediaType}`);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (!part || part.done) return concat(...chunks);
    length += part.value.length;
    if (length > bound) {
      await reader?.cancel();
      throw new AuthorityError('too_large', `the body must not be larger than ${bound} bytes`);
    }
    chunks.push(part.value);
  }
}
