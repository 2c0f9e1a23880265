/**
 * Writes time-stamp tokens (RFC 3161 section 2.4.2, RFC 5816): a TSTInfo, signed by one unit with signing-certificate-v2
 * among its signed attributes. Written without a schema library: every field stands in the order of its definition.
 */
import {
  concat,
  contextTag,
  DER,
  derContext,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  derValue,
  toUtf8,
} from '@kazasu/bytes';
import { type Certificate, parseCertificate } from '../certificate.ts';
import { CMS_OID } from '../cms-oid.ts';
import { hash } from '../crypto.ts';
import { OID } from '../oid.ts';
import type { CardGeneration } from '../profile/index.ts';
import { SIGNATURE_ALGORITHM } from './encode.ts';
import { lintTimestamp } from './lint/index.ts';
import type { TimestampQuestion } from './timestamp-request.ts';

export interface TimestampTokenRequest {
  readonly question: TimestampQuestion;
  /** Dotted. */
  readonly policy: string;
  /** Big-endian octets of a number above zero, at most 160 bits, that no other token of this unit has. */
  readonly serial: Uint8Array;
  /** Milliseconds since 1970; written with a fraction unless it is a whole second. */
  readonly genTime: number;
  /** Milliseconds either way; a whole number, below 1000 seconds. */
  readonly accuracy?: number;
  /** DER of the unit's certificate. */
  readonly unit: Uint8Array;
  /** DER; goes along with the unit's where certificates were asked for. */
  readonly chain?: readonly Uint8Array[];
  /** Of the unit's key; default `current`. */
  readonly generation?: CardGeneration;
}

/** A token that lacks its signature alone, so that whoever signs may take their time. */
export interface UnsignedTimestamp {
  /** By the algorithm of the request's generation. */
  readonly toBeSigned: Uint8Array<ArrayBuffer>;
  /** ContentInfo, DER. */
  finish(signature: Uint8Array): Uint8Array<ArrayBuffer>;
}

/** Throws PkiError `pki/lint` for what may not be signed, and `pki/timestamp` for what cannot be written. */
export function prepareTimestamp(request: TimestampTokenRequest): UnsignedTimestamp {
  const { generation = 'current' } = request;
  const unit = parseCertificate(request.unit);
  const info = timestampInfo(request);
  const attributes = sortedSet([
    attribute(CMS_OID.contentType, derOid(CMS_OID.timestampInfo)),
    attribute(CMS_OID.messageDigest, derOctetString(hash(DIGEST[generation].name, info, 'buffer'))),
    attribute(CMS_OID.signingCertificateV2, signingCertificate(unit)),
  ]);
  const finish = (signature: Uint8Array) => framed({ request, unit, info, attributes }, signature);
  lintTimestamp(finish(new Uint8Array(0)), unit);
  return { toBeSigned: derValue(DER.set, attributes), finish };
}

/** Digest algorithms without parameters (RFC 5754 section 2). */
const DIGEST = {
  current: { name: 'sha256', identifier: derSequence(derOid(OID.sha256)) },
  next: { name: 'sha384', identifier: derSequence(derOid(OID.sha384)) },
} as const;

interface TokenParts {
  readonly request: TimestampTokenRequest;
  readonly unit: Certificate;
  /** TSTInfo, DER. */
  readonly info: Uint8Array;
  /** Content of the SET of signed attributes. */
  readonly attributes: Uint8Array;
}

const VERSION = {
  info: derUnsignedInteger(1),
  signedData: derUnsignedInteger(3),
  signer: derUnsignedInteger(1),
};

function framed({ request, unit, info, attributes }: TokenParts, signature: Uint8Array) {
  const { question, chain = [], generation = 'current' } = request;
  const digest = DIGEST[generation].identifier;
  const signer = derSequence(
    VERSION.signer,
    derSequence(unit.issuer.encoded, derValue(DER.integer, unit.serialBytes)),
    digest,
    derValue(contextTag(0), attributes),
    SIGNATURE_ALGORITHM[generation],
    derOctetString(signature),
  );
  const certificates = question.certificateWanted ? [unit.encoded, ...chain] : [];
  const signedData = derSequence(
    VERSION.signedData,
    derValue(DER.set, digest),
    derSequence(derOid(CMS_OID.timestampInfo), derContext(0, derOctetString(info))),
    ...(certificates.length > 0 ? [derValue(contextTag(0), sortedSet(certificates))] : []),
    derValue(DER.set, signer),
  );
  return derSequence(derOid(CMS_OID.signedData), derContext(0, signedData));
}

function timestampInfo(request: TimestampTokenRequest): Uint8Array<ArrayBuffer> {
  const { question, policy, serial, genTime, accuracy } = request;
  return derSequence(
    VERSION.info,
    derOid(policy),
    question.imprint,
    derUnsignedInteger(serial),
    encodeGenTime(genTime),
    ...(accuracy === undefined ? [] : [encodeAccuracy(accuracy)]),
    ...(question.nonce === undefined ? [] : [derValue(DER.integer, question.nonce)]),
  );
}

/** GeneralizedTime with a fraction that has no trailing zero, and no point without a fraction (RFC 3161 section 2.4.2). */
function encodeGenTime(milliseconds: number): Uint8Array {
  const digits = new Date(milliseconds).toISOString().slice(0, 23).replace(/[-:T]/g, '');
  return derValue(DER.generalizedTime, toUtf8(`${digits.replace(/\.?0*$/, '')}Z`));
}

/** Parts that are zero are left out: 1…999 is all that the thousandths may be. */
function encodeAccuracy(milliseconds: number): Uint8Array {
  const seconds = Math.floor(milliseconds / 1000);
  const millis = derUnsignedInteger(milliseconds % 1000);
  millis[0] = contextTag(0, false);
  return derSequence(
    ...(seconds > 0 ? [derUnsignedInteger(seconds)] : []),
    ...(milliseconds % 1000 > 0 ? [millis] : []),
  );
}

/** SigningCertificateV2 (RFC 5035 section 5.4.1.1): SHA-256, the default, with issuer and serial number. */
function signingCertificate(unit: Certificate): Uint8Array {
  const issuer = derSequence(derContext(4, unit.issuer.encoded));
  const issuerSerial = derSequence(issuer, derValue(DER.integer, unit.serialBytes));
  const certificateHash = derOctetString(hash('sha256', unit.encoded, 'buffer'));
  return derSequence(derSequence(derSequence(certificateHash, issuerSerial)));
}

function attribute(oid: string, value: Uint8Array): Uint8Array {
  return derSequence(derOid(oid), derValue(DER.set, value));
}

/** Content of a SET OF: in the order of the encodings (X.690 section 11.6). */
function sortedSet(values: readonly Uint8Array[]): Uint8Array {
  return concat(...values.toSorted(compareOctets));
}

function compareOctets(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
