import { equal } from '@kazasu/bytes';
import { hashOf } from '../cms/index.ts';
import { hash } from '../crypto.ts';
import { PkiError } from '../error.ts';
import { readToken } from '../timestamp/token.ts';

/**
 * Refuses what is not a time-stamp token over these octets (PkiError `pki/timestamp`). Who made it, and whether it is to be
 * believed, is asked when the document is judged.
 */
export function requireToken(token: Uint8Array, covered: Uint8Array): void {
  const read = readToken(token);
  if (!('info' in read)) throw new PkiError('pki/timestamp', 'not a time-stamp token');
  const { algorithm, digest } = read.info.imprint;
  const name = hashOf(algorithm);
  if (name === undefined || name === 'sha1' || !equal(hash(name, covered, 'buffer'), digest)) {
    throw new PkiError('pki/timestamp', 'a time-stamp over something else than this signature');
  }
}
