import { parseCrl } from '../../crl/index.ts';
import { unfit } from './unfit.ts';

/** RFC 5280 section 5.2.3: non-negative and at most 20 octets; ours begin at 1. */
const NUMBER_END = 1n << 159n;

/** Numbered, dated, and read to the last entry. Whether the number rises is the authority's to know. */
export function lintCrl(unsigned: Uint8Array): void {
  const { number, thisUpdate, nextUpdate, issuerKeyId, entriesUnderstood } = parseCrl(unsigned);
  if (number === undefined || number < 1n || number >= NUMBER_END)
    throw unfit('revocation.crl.number', 'absent or out of range');
  if (nextUpdate === undefined || nextUpdate <= thisUpdate)
    throw unfit('revocation.crl.currency', 'no time to live');
  if (issuerKeyId === undefined) throw unfit('revocation.crl.issuer', 'no authority key identifier');
  if (!entriesUnderstood) throw unfit('revocation.crl.extensions', 'an entry says more than date and reason');
}
