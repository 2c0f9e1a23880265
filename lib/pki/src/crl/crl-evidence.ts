import type { Certificate } from '../certificate.ts';
import { hash } from '../crypto.ts';
import type { CrlEvidence } from '../evidence.ts';
import type { Crl } from './crl.ts';
import { crlSeries } from './series.ts';

/** Hashes by parsed object: a nation's list has hundreds of megabytes and is asked for every login of a day. */
const HASHES = new WeakMap<Crl, string>();

function hashOf(crl: Crl): string {
  const known = HASHES.get(crl);
  if (known !== undefined) return known;
  const made = hash('sha256', crl.encoded, 'hex');
  HASHES.set(crl, made);
  return made;
}

/** Names a CRL in a report, so that a third party can find the very same one, and a caller remember its number. */
export function crlEvidence(crl: Crl, signer: Certificate | undefined): CrlEvidence {
  return {
    kind: 'crl',
    sha256: hashOf(crl),
    ...(signer !== undefined && { series: crlSeries(crl, signer) }),
    ...(crl.number !== undefined && { number: crl.number.toString() }),
    ...(crl.baseNumber !== undefined && { baseNumber: crl.baseNumber.toString() }),
    ...(crl.issuerKeyId !== undefined && { issuerKeyId: crl.issuerKeyId }),
    thisUpdate: crl.thisUpdate,
    ...(crl.nextUpdate !== undefined && { nextUpdate: crl.nextUpdate }),
  };
}
