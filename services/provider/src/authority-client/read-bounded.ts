import { concat } from '@kazasu/bytes';
import { AuthorityUnreachable } from './authority-client.ts';

/** Reads a body as it arrives and stops as soon as it is longer than allowed, whatever its length header says. */
export async function readBounded(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > maxBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new AuthorityUnreachable('authority/unreachable', 'the answer broke off', error);
  }
  if (length > maxBytes)
    throw new AuthorityUnreachable('authority/malformed', `an answer beyond ${maxBytes} bytes`);
  return concat(...chunks);
}
