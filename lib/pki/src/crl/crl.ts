import { contextTag, DER, DerReader, equal, toHex } from '@kazasu/bytes';
import { type AlgorithmIdentifier, readAlgorithm, requirePlainParameters } from '../algorithm.ts';
import { PkiError } from '../error.ts';
import { decodedValue } from '../extension/extension.ts';
import { CRL_EXTENSIONS, CRL_NUMBER, type Extensions, readExtensions } from '../extension/index.ts';
import { AUTHORITY_KEY_IDENTIFIER } from '../extension/key-identifier.ts';
import { type Name, readName } from '../name.ts';
import { type CrlEntry, entryIsUnderstood, readEntry } from './entry.ts';
import { EntryCursor } from './entry-cursor.ts';

/** A CRL of ten million entries has 410 MB. */
const CRL_BYTES_MAX = 1 << 30;

/** A v2 CRL, read strictly. Byte fields are views of the caller's bytes: do not change those. */
export interface Crl {
  readonly encoded: Uint8Array;
  /** The octets that the signature covers. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly issuer: Name;
  /** Milliseconds since 1970. */
  readonly thisUpdate: number;
  readonly nextUpdate: number | undefined;
  /** Rises with every CRL of the same issuer and scope. */
  readonly number: bigint | undefined;
  /** authorityKeyIdentifier's keyIdentifier in lower-case hexadecimal, if there is one. */
  readonly issuerKeyId: string | undefined;
  readonly extensions: Extensions;
  /** How many certificates are listed. */
  readonly count: number;
  /** False if some entry says more than a reason and a date: an indirect or delta CRL, or a critical extension. */
  readonly entriesUnderstood: boolean;
  /** Where the entries lie in `encoded`. */
  readonly entriesStart: number;
  readonly entriesEnd: number;
  readonly signature: Uint8Array;
}

/**
 * Reads one DER CRL (RFC 5280 section 5.1), all its entries included, and refuses anything else. Says nothing
 * about trust, scope or currency: that is `checkCrl`. Throws PkiError or BytesError.
 */
export function parseCrl(der: Uint8Array): Crl {
  if (der.length > CRL_BYTES_MAX) throw new PkiError('pki/budget', 'CRL too large');
  const outer = DerReader.document(der);
  const tbsElement = outer.next(DER.sequence);
  const signatureAlgorithm = readAlgorithm(outer);
  const signature = outer.bitString();
  outer.finish();
  if (signature.unusedBits !== 0) throw new PkiError('pki/algorithm', 'signature not of whole octets');
  requirePlainParameters(signatureAlgorithm);
  const inside = new DerReader(der, tbsElement.contentStart, tbsElement.end, 2);
  const fields = readTbs(inside, signatureAlgorithm);
  return {
    encoded: der,
    tbs: outer.encoded(tbsElement),
    signatureAlgorithm,
    ...fields,
    signature: signature.bytes,
  };
}

function readTbs(reader: DerReader, outside: AlgorithmIdentifier) {
  if (reader.peek() !== DER.integer || reader.smallInteger() !== 1) {
    throw new PkiError('pki/version', 'not a v2 CRL');
  }
  if (!equal(readAlgorithm(reader).encoded, outside.encoded)) {
    throw new PkiError('pki/algorithm', 'signature algorithm inside and outside differ');
  }
  const issuer = readName(reader);
  const thisUpdate = reader.time();
  const nextUpdate = isTime(reader.peek()) ? reader.time() : undefined;
  const list = reader.peek() === DER.sequence ? reader.next() : undefined;
  const block = reader.enterIf(contextTag(0));
  reader.finish();
  const extensions: Extensions = block === undefined ? new Map() : readExtensions(block, CRL_EXTENSIONS);
  block?.finish();
  // RFC 5280 section 5.1.2.6: a list without entries must be absent.
  if (list !== undefined && list.contentStart === list.end)
    throw new PkiError('pki/crl', 'empty list of entries');
  const entriesStart = list?.contentStart ?? 0;
  const entriesEnd = list?.end ?? 0;
  const keyId = decodedValue(extensions, AUTHORITY_KEY_IDENTIFIER)?.keyId;
  return {
    issuer,
    thisUpdate,
    nextUpdate,
    number: decodedValue(extensions, CRL_NUMBER),
    issuerKeyId: keyId && toHex(keyId),
    extensions,
    ...readEntries(reader.bytes, entriesStart, entriesEnd),
    entriesStart,
    entriesEnd,
  };
}

function isTime(tag: number | undefined): boolean {
  return tag === DER.utcTime || tag === DER.generalizedTime;
}

function readEntries(bytes: Uint8Array, start: number, end: number) {
  const cursor = new EntryCursor(bytes, start, end);
  let count = 0;
  let entriesUnderstood = true;
  while (cursor.next()) {
    count++;
    entriesUnderstood = entryIsUnderstood(cursor) && entriesUnderstood;
  }
  return { count, entriesUnderstood };
}

/**
 * What the CRL says about a serial number (magnitude, no sign octet), or undefined if it is not listed. Most
 * are not: then their octets stand nowhere among the entries, which the platform's own search finds out at
 * memory speed. If they do, the entries are walked, because octets alone could be part of something else.
 */
export function findEntry(crl: Crl, serial: Uint8Array): CrlEntry | undefined {
  const entries = viewOf(crl.encoded.subarray(crl.entriesStart, crl.entriesEnd));
  if (!entries.includes(viewOf(serial))) return undefined;
  const cursor = new EntryCursor(crl.encoded, crl.entriesStart, crl.entriesEnd);
  while (cursor.next()) if (cursor.isAbout(serial)) return readEntry(cursor);
  return undefined;
}

function viewOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}
