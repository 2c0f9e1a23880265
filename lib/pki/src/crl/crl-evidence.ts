import { toHex } from '@kazasu/bytes';
import { createHash } from '../crypto.ts';
import type { CrlEvidence } from '../evidence.ts';
import type { Crl } from './crl.ts';

/** Hashes by parsed object: a nation's list has hundreds of megabytes and is asked for every login of a day. */
const HASHES = new WeakMap<Crl, string>();

function hashOf(crl: Crl): string {
  const known = HASHES.get(crl);
  if (known !== undefined) return known;
  const made = toHex(createHash('sha256').update(crl.encoded).digest());
  HASHES.set(crl, made);
  return made;
}

/** Names a CRL in a report, so that a third party can find the very same one. */
export function crlEvidence(crl: Crl): CrlEvidence {
  return {
    kind: 'crl',
    sha256: hashOf(crl),
    ...(crl.number !== undefined && { number: crl.number.toString() }),
    ...(crl.baseNumber !== undefined && { baseNumber: crl.baseNumber.toString() }),
    ...(crl.issuerKeyId !== undefined && { issuerKeyId: crl.issuerKeyId }),
    thisUpdate: crl.thisUpdate,
    ...(crl.nextUpdate !== undefined && { nextUpdate: crl.nextUpdate }),
  };
}
