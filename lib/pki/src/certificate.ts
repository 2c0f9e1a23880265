import { contextTag, DER, DerReader, equal, toHex } from '@kazasu/bytes';
import { type AlgorithmIdentifier, readAlgorithm, requirePlainParameters } from './algorithm.ts';
import { hash } from './crypto.ts';
import { PkiError } from './error.ts';
import {
  AUTHORITY_KEY_IDENTIFIER,
  CERTIFICATE_EXTENSIONS,
  decodedValue,
  type Extensions,
  type ExtensionType,
  readExtensions,
  SUBJECT_KEY_IDENTIFIER,
} from './extension/index.ts';
import { importPublicKey, type PublicKey, readPublicKeyInfo, type SubjectPublicKeyInfo } from './key.ts';
import { type Name, readName } from './name.ts';
import { readSerial } from './serial.ts';

/** The card's certificates have at most 1.9 kB; server certificates with hundreds of names stay below this. */
const CERTIFICATE_BYTES_MAX = 65_536;

/** An X.509 v3 certificate, read strictly. Byte fields are views of the caller's bytes: do not change those. */
export interface Certificate {
  readonly encoded: Uint8Array;
  /** The octets that the signature covers. */
  readonly tbs: Uint8Array;
  readonly version: 3;
  /** Lower-case hexadecimal of {@link serialBytes}. */
  readonly serial: string;
  /** Magnitude without sign octet. */
  readonly serialBytes: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly issuer: Name;
  readonly subject: Name;
  /** Milliseconds since 1970, both ends included. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** True if both ends are written as UTCTime. */
  readonly utcTimes: boolean;
  readonly spki: SubjectPublicKeyInfo;
  readonly extensions: Extensions;
  /** subjectKeyIdentifier in lower-case hexadecimal, if there is one. */
  readonly keyId: string | undefined;
  /** keyIdentifier of authorityKeyIdentifier in lower-case hexadecimal, if there is one. */
  readonly issuerKeyId: string | undefined;
  readonly signature: Uint8Array;
}

/**
 * Reads one DER certificate (RFC 5280 section 4.1) and refuses anything else: other versions, BER, different
 * algorithms inside and outside, malformed or doubled extensions, bytes behind it. Says nothing about trust.
 * Throws PkiError or BytesError.
 */
export function parseCertificate(der: Uint8Array): Certificate {
  if (der.length > CERTIFICATE_BYTES_MAX) throw new PkiError('pki/budget', 'certificate too large');
  const outer = DerReader.document(der);
  const tbsElement = outer.next(DER.sequence);
  const tbs = outer.encoded(tbsElement);
  const signatureAlgorithm = readAlgorithm(outer);
  const signature = outer.bitString();
  outer.finish();
  if (signature.unusedBits !== 0) throw new PkiError('pki/algorithm', 'signature not of whole octets');
  requirePlainParameters(signatureAlgorithm);
  const fields = readTbs(DerReader.document(tbs), signatureAlgorithm);
  return { encoded: der, tbs, signatureAlgorithm, ...fields, signature: signature.bytes };
}

function readTbs(reader: DerReader, outside: AlgorithmIdentifier) {
  readVersion(reader);
  const serialBytes = readSerial(reader);
  // RFC 5280 section 4.1.1.2: must be the same; the outer one is not covered by the signature.
  if (!equal(readAlgorithm(reader).encoded, outside.encoded)) {
    throw new PkiError('pki/algorithm', 'signature algorithm inside and outside differ');
  }
  const issuer = readName(reader);
  const validity = readValidity(reader.enter());
  const subject = readName(reader);
  const spki = readPublicKeyInfo(reader);
  skipUniqueIds(reader);
  const block = reader.enterIf(contextTag(3));
  reader.finish();
  const extensions: Extensions =
    block === undefined ? new Map() : readExtensions(block, CERTIFICATE_EXTENSIONS);
  block?.finish();
  return {
    version: 3 as const,
    serial: toHex(serialBytes),
    serialBytes,
    issuer,
    subject,
    ...validity,
    spki,
    extensions,
    keyId: hexOf(decodedValue(extensions, SUBJECT_KEY_IDENTIFIER)),
    issuerKeyId: hexOf(decodedValue(extensions, AUTHORITY_KEY_IDENTIFIER)?.keyId),
  };
}

/**
 * Neither as an anchor: versions 1 and 2 cannot say that they are an authority's, and RFC 5280 section 6.1.4 (k) then wants
 * that learnt by other means, of which there are none here.
 */
function readVersion(reader: DerReader): void {
  const block = reader.enterIf(contextTag(0));
  const version = block?.smallInteger();
  block?.finish();
  if (version !== 2) throw new PkiError('pki/version', 'not an X.509 v3 certificate');
}

/** Either time form is read (RFC 5280 section 4.1.2.5 asks that of readers); profiles demand the right one. */
function readValidity(reader: DerReader) {
  const firstTag = reader.peek();
  const notBefore = reader.time();
  const secondTag = reader.peek();
  const notAfter = reader.time();
  reader.finish();
  if (notAfter < notBefore) throw new PkiError('pki/validity', 'validity ends before it begins');
  return { notBefore, notAfter, utcTimes: firstTag === DER.utcTime && secondTag === DER.utcTime };
}

/** RFC 5280 section 4.1.2.8: authorities must not write them, readers should stand them; nobody judges by them. */
function skipUniqueIds(reader: DerReader): void {
  for (const tag of [contextTag(1, false), contextTag(2, false)]) {
    if (reader.peek() === tag) reader.bitString(tag);
  }
}

function hexOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : toHex(bytes);
}

/** A certificate's notAfter names a second, and that second still counts (RFC 5280 section 4.1.2.5: both ends included). */
export function endOfSecond(notAfter: number): number {
  return notAfter + 999;
}

/** The decoded value of an extension, or undefined if it is absent. */
export function extensionOf<T>(certificate: Certificate, type: ExtensionType<T>): T | undefined {
  return decodedValue(certificate.extensions, type);
}

/** By certificate object: signatures name certificates by it, and so does the evidence of every report. */
const FINGERPRINTS = new WeakMap<Certificate, string>();

/** SHA-256 of the whole, lower-case hexadecimal. */
export function fingerprintOf(certificate: Certificate): string {
  const known = FINGERPRINTS.get(certificate);
  if (known !== undefined) return known;
  const made = hash('sha256', certificate.encoded, 'hex');
  FINGERPRINTS.set(certificate, made);
  return made;
}

/** Imported keys by certificate object: importing costs more than verifying, and an anchor verifies all day. */
const KEYS = new WeakMap<Certificate, PublicKey>();

/** The certificate's key, imported on first use. Throws PkiError `pki/key` (or BytesError) for one not accepted. */
export function publicKeyOf(certificate: Certificate): PublicKey {
  const known = KEYS.get(certificate);
  if (known !== undefined) return known;
  const key = importPublicKey(certificate.spki);
  KEYS.set(certificate, key);
  return key;
}
