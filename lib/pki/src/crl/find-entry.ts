import type { Certificate } from '../certificate.ts';
import { nameKey } from '../general-name-key.ts';
import type { Name } from '../name.ts';
import type { Crl } from './crl.ts';
import { type CrlEntry, issuersOf, readEntry } from './entry.ts';
import { EntryCursor } from './entry-cursor.ts';
import { HOLD, REMOVED } from './reason.ts';

/** What tells a certificate from others: its issuer may be another than that of an indirect CRL. */
type Listed = Pick<Certificate, 'serialBytes' | 'issuer'>;

/**
 * What the CRL says about a certificate, or undefined if it is not listed. Most are not: then the octets of their serial
 * number stand nowhere among the entries, which the platform's own search finds out at memory speed. If they do, the
 * entries are walked, because octets alone could be part of something else. Whether the list is to be believed is not asked
 * here: `checkCrl` does. Throws a BytesError for an entry whose date is none.
 */
export function findEntryOf(crl: Crl, { serialBytes, issuer }: Listed): CrlEntry | undefined {
  if (!mentions(crl, serialBytes)) return undefined;
  return worst(entriesAbout(crl, serialBytes, issuer));
}

function mentions({ encoded, entriesStart, entriesEnd }: Crl, serial: Uint8Array): boolean {
  return viewOf(encoded.subarray(entriesStart, entriesEnd)).includes(viewOf(serial));
}

function viewOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

function* entriesAbout(crl: Crl, serial: Uint8Array, issuer: Name): Generator<CrlEntry> {
  const cursor = new EntryCursor(crl.encoded, crl.entriesStart, crl.entriesEnd);
  const indirect = crl.scope?.indirect === true;
  const wanted = indirect ? nameKey(issuer) : '';
  // RFC 5280 section 5.3.3: the list's own issuer until an entry names another, who then stays.
  let issuers: readonly string[] = indirect ? [nameKey(crl.issuer)] : [''];
  while (cursor.next()) {
    if (indirect) issuers = issuersOf(cursor) ?? issuers;
    if (cursor.isAbout(serial) && issuers.includes(wanted)) yield readEntry(cursor);
  }
}

/** Listed twice, which no honest list does, the worse word counts: revoked before suspended before removed. */
function worst(entries: Iterable<CrlEntry>): CrlEntry | undefined {
  let found: CrlEntry | undefined;
  for (const entry of entries) {
    if (found === undefined || rank(entry) > rank(found)) found = entry;
    if (rank(found) === 2) break;
  }
  return found;
}

function rank({ reason }: CrlEntry): number {
  return reason === REMOVED ? 0 : reason === HOLD ? 1 : 2;
}
