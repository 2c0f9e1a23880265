import { contextTag, DER, DerReader, equal, toHex } from '@kazasu/bytes';
import { type AlgorithmIdentifier, readAlgorithm, requirePlainParameters } from '../algorithm.ts';
import { PkiError } from '../error.ts';
import { decodedValue } from '../extension/extension.ts';
import {
  AUTHORITY_KEY_IDENTIFIER,
  CRL_EXTENSIONS,
  CRL_NUMBER,
  DELTA_CRL_INDICATOR,
  type Extensions,
  ISSUING_DISTRIBUTION_POINT,
  type IssuingDistributionPoint,
  readExtensions,
} from '../extension/index.ts';
import { type Name, readName } from '../name.ts';
import { type EntryKind, entryIsUnderstood } from './entry.ts';
import { EntryCursor } from './entry-cursor.ts';

/** A CRL of ten million entries has 410 MB. */
const CRL_BYTES_MAX = 1 << 30;

/** As much as a certificate's may have, and far more than any has: it is compared with many. */
const ISSUER_BYTES_MAX = 65_536;

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
  /** Of a delta CRL: the number of the CRL whose changes it lists. */
  readonly baseNumber: bigint | undefined;
  /** issuingDistributionPoint; undefined: everything that the issuer issued, for all reasons. */
  readonly scope: IssuingDistributionPoint | undefined;
  /** authorityKeyIdentifier's keyIdentifier in lower-case hexadecimal, if there is one. */
  readonly issuerKeyId: string | undefined;
  readonly extensions: Extensions;
  /** How many certificates are listed. */
  readonly count: number;
  /**
   * False if some entry has a critical extension that is not understood, names an issuer though the CRL is not
   * indirect, or removes a certificate though the CRL is no delta.
   */
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
  if (issuer.encoded.length > ISSUER_BYTES_MAX) throw new PkiError('pki/budget', "issuer's name too long");
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
  const baseNumber = decodedValue(extensions, DELTA_CRL_INDICATOR);
  const scope = decodedValue(extensions, ISSUING_DISTRIBUTION_POINT);
  const kind = { indirect: scope?.indirect === true, delta: baseNumber !== undefined };
  return {
    issuer,
    thisUpdate,
    nextUpdate,
    number: decodedValue(extensions, CRL_NUMBER),
    baseNumber,
    scope,
    issuerKeyId: keyId && toHex(keyId),
    extensions,
    ...readEntries(new EntryCursor(reader.bytes, entriesStart, entriesEnd), kind),
    entriesStart,
    entriesEnd,
  };
}

function isTime(tag: number | undefined): boolean {
  return tag === DER.utcTime || tag === DER.generalizedTime;
}

/** Neither an indirect list nor another says twice about one certificate what became of it; neighbours are seen here. */
function readEntries(cursor: EntryCursor, kind: EntryKind) {
  let count = 0;
  let entriesUnderstood = true;
  let start = 0;
  let end = 0;
  let negative = false;
  while (cursor.next()) {
    count++;
    if (!kind.indirect && cursor.negative === negative && isSame(cursor, start, end))
      throw new PkiError('pki/crl', 'serial number listed twice');
    start = cursor.serialStart;
    end = cursor.serialEnd;
    negative = cursor.negative;
    entriesUnderstood = entryIsUnderstood(cursor, kind) && entriesUnderstood;
  }
  return { count, entriesUnderstood };
}

function isSame({ bytes, serialStart, serialEnd }: EntryCursor, start: number, end: number): boolean {
  const length = end - start;
  if (serialEnd - serialStart !== length) return false;
  // The last octets of neighbours in a sorted list are the ones that differ.
  for (let i = length - 1; i >= 0; i--) if (bytes[serialStart + i] !== bytes[start + i]) return false;
  return true;
}
