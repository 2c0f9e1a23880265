import { DerReader } from '@kazasu/bytes';
import { PkiError } from '../error.ts';
import {
  decodedValue,
  decodeSequence,
  type ExtensionType,
  extensionTable,
  readExtensions,
} from '../extension/extension.ts';
import { type GeneralName, readGeneralNames } from '../general-name.ts';
import { nameKey } from '../general-name-key.ts';
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

/** RFC 5280 section 5.3.3: whose certificates this entry and those after it are about. */
const CERTIFICATE_ISSUER: ExtensionType<readonly GeneralName[]> = {
  oid: OID.certificateIssuer,
  name: 'certificateIssuer',
  decode: (der) => {
    const names = decodeSequence(der, readGeneralNames);
    if (names.every(({ kind }) => kind !== 'directoryName')) {
      throw new PkiError('pki/crl', 'certificateIssuer without a directory name');
    }
    return names;
  },
};

const ENTRY_EXTENSIONS = extensionTable(REASON_CODE, INVALIDITY_DATE, CERTIFICATE_ISSUER);

/** What a kind of CRL allows its entries to say. */
export interface EntryKind {
  readonly indirect: boolean;
  readonly delta: boolean;
}

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
 * Whether this entry can be relied on: RFC 5280 section 5.3 forbids the use of a CRL with a critical entry
 * extension that is not understood. certificateIssuer belongs to indirect CRLs and removeFromCRL to delta CRLs;
 * elsewhere both are refused, critical or not.
 */
export function entryIsUnderstood(cursor: EntryCursor, { indirect, delta }: EntryKind): boolean {
  if (cursor.extensionsStart === cursor.entryEnd) return true;
  if (isReasonAlone(cursor)) return isPlainReason(cursor.bytes[cursor.entryEnd - 1] as number) || delta;
  const extensions = readEntryExtensions(cursor);
  if (!indirect && extensions.has(OID.certificateIssuer)) return false;
  if (!delta && decodedValue(extensions, REASON_CODE) === REMOVED) return false;
  return [...extensions.values()].every(({ oid, critical }) => !critical || ENTRY_EXTENSIONS.has(oid));
}

/** Keys of the issuers whose certificates this entry and those after it are about; undefined: as before. */
export function issuersOf(cursor: EntryCursor): readonly string[] | undefined {
  if (cursor.extensionsStart === cursor.entryEnd || isReasonAlone(cursor)) return undefined;
  const names = decodedValue(readEntryExtensions(cursor), CERTIFICATE_ISSUER);
  return names?.flatMap((one) => (one.kind === 'directoryName' ? [nameKey(one.name)] : []));
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
