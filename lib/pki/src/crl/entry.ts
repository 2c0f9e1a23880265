import { DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import { decodedValue, type ExtensionType, extensionTable, readExtensions } from '../extension/extension.ts';
import { OID } from '../oid.ts';
import type { EntryCursor } from './entry-cursor.ts';
import { decodeReason, REMOVED } from './reason.ts';

/** RFC 5280 section 5.3.1 */
const REASON_CODE: ExtensionType<string> = { oid: OID.reasonCode, name: 'reasonCode', decode: decodeReason };

/** RFC 5280 section 5.3.2 */
const INVALIDITY_DATE: ExtensionType<number> = {
  oid: OID.invalidityDate,
  name: 'invalidityDate',
  decode: (der) => {
    const reader = new DerReader(der);
    const time = reader.time();
    reader.finish();
    return time;
  },
};

const ENTRY_EXTENSIONS = extensionTable(REASON_CODE, INVALIDITY_DATE);

/** What a CRL says about one certificate. */
export interface CrlEntry {
  readonly revokedAt: number;
  /** Name of the CRLReason; `unspecified` if none is given. */
  readonly reason: string;
}

/** The entry under the cursor. */
export function readEntry(cursor: EntryCursor): CrlEntry {
  const revokedAt = new DerReader(cursor.bytes, cursor.timeStart, cursor.timeEnd).time();
  if (cursor.extensionsStart === cursor.entryEnd) return { revokedAt, reason: 'unspecified' };
  const extensions = readEntryExtensions(cursor);
  return { revokedAt, reason: decodedValue(extensions, REASON_CODE) ?? 'unspecified' };
}

function readEntryExtensions(cursor: EntryCursor) {
  return readExtensions(
    new DerReader(cursor.bytes, cursor.extensionsStart, cursor.entryEnd),
    ENTRY_EXTENSIONS,
  );
}

/** `30 0c 30 0a 06 03 55 1d 15 04 03 0a 01 nn`: a reason and nothing else, as nearly every entry has it. */
const REASON_ALONE = [0x30, 0x0c, 0x30, 0x0a, 0x06, 0x03, 0x55, 0x1d, 0x15, 0x04, 0x03, 0x0a, 0x01];

/**
 * Whether somebody who reads only reasons can rely on this entry: RFC 5280 section 5.3 forbids the use of a CRL
 * with a critical entry extension that is not understood. certificateIssuer belongs to indirect CRLs and
 * removeFromCRL to delta CRLs; both are refused here, critical or not.
 */
export function entryIsUnderstood(cursor: EntryCursor): boolean {
  if (cursor.extensionsStart === cursor.entryEnd) return true;
  if (isReasonAlone(cursor)) return isPlainReason(cursor.bytes[cursor.entryEnd - 1] as number);
  const extensions = readEntryExtensions(cursor);
  if (extensions.has(OID.certificateIssuer)) return false;
  if (decodedValue(extensions, REASON_CODE) === REMOVED) return false;
  return [...extensions.values()].every(({ oid, critical }) => !critical || ENTRY_EXTENSIONS.has(oid));
}

function isReasonAlone(cursor: EntryCursor): boolean {
  const { bytes, extensionsStart: start, entryEnd } = cursor;
  if (entryEnd - start !== REASON_ALONE.length + 1) return false;
  return REASON_ALONE.every((octet, i) => bytes[start + i] === octet);
}

function isPlainReason(code: number): boolean {
  if (code > 10 || code === 7) throw new PkiError('pki/extension', 'unknown revocation reason');
  return code !== 8;
}
