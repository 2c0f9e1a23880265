import {
  DER,
  DerReader,
  derOctetString,
  derOid,
  derSequence,
  derUtf8String,
  derValue,
  equal,
  toUtf8,
} from '@kazasu/bytes';
import type { CertificateReference } from '../../building-block/index.ts';
import { type AttributeSet, readAttributes, readValue, singleValue } from '../../cms/attribute.ts';
import { readCertificateReferences } from '../../cms/signing-certificate.ts';
import { CMS_OID } from '../../cms-oid.ts';
import { isParseError, PkiError } from '../../error.ts';
import { sha256 } from '../digest.ts';
import { derSetOf } from './der-set.ts';

/** What the signature is over, beside the content. */
export interface AttributesOrder {
  readonly contentDigest: Uint8Array;
  /** DER; only what is written about it. */
  readonly certificate?: Uint8Array;
  /** Milliseconds since 1970; finer parts than seconds are cut off. */
  readonly signingTime?: number;
  readonly mediaType?: string;
}

/** `SignedAttributes` as they are signed: a DER SET OF (RFC 5652 section 5.4). */
export function writeSignedAttributes(order: AttributesOrder): Uint8Array {
  const { contentDigest, certificate, signingTime, mediaType } = order;
  return derSetOf([
    attribute(CMS_OID.contentType, derOid(CMS_OID.data)),
    attribute(CMS_OID.messageDigest, derOctetString(contentDigest)),
    ...(signingTime === undefined ? [] : [attribute(CMS_OID.signingTime, timeOf(signingTime))]),
    ...(certificate === undefined ? [] : [signingCertificate(certificate)]),
    ...(mediaType === undefined ? [] : [attribute(CMS_OID.mimeType, derUtf8String(mediaType))]),
  ]);
}

export function attribute(oid: string, value: Uint8Array): Uint8Array {
  return derSequence(derOid(oid), derSetOf([value]));
}

/**
 * signing-certificate-v2 (RFC 5035 section 5.4.1): one ESSCertIDv2, its algorithm left out, because SHA-256 is the default;
 * no issuerSerial, which the digest makes superfluous (ETSI EN 319 122-1 section 5.2.2.3 advises against it).
 */
function signingCertificate(certificate: Uint8Array): Uint8Array {
  const reference = derSequence(derOctetString(sha256(certificate)));
  return attribute(CMS_OID.signingCertificateV2, derSequence(derSequence(reference)));
}

/** UTCTime through the year 2049, GeneralizedTime from then on (RFC 5652 section 11.3). */
function timeOf(milliseconds: number): Uint8Array {
  const digits = `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  return digits < '2050'
    ? derValue(DER.utcTime, toUtf8(digits.slice(2)))
    : derValue(DER.generalizedTime, toUtf8(digits));
}

/** What prepared attributes say. */
export interface ReadAttributes {
  readonly messageDigest: Uint8Array;
  /** Empty where the certificate was not known. */
  readonly references: readonly CertificateReference[];
}

/**
 * Reads what {@link writeSignedAttributes} wrote, after it was somewhere else in between. PkiError `pki/prepared` for
 * anything that it cannot have written.
 */
export function readSignedAttributes(encoded: Uint8Array): ReadAttributes {
  try {
    const set = readValue(encoded, (reader: DerReader) => readAttributes(reader, DER.set));
    const type = singleValue(set, CMS_OID.contentType);
    const digest = singleValue(set, CMS_OID.messageDigest);
    const references = readCertificateReferences({ signedAttributes: set });
    if (isWhole(set) && type && digest && 'value' in references && equal(type, derOid(CMS_OID.data))) {
      const messageDigest = new DerReader(digest).octetString();
      return { messageDigest, references: references.value };
    }
  } catch (error) {
    if (!isParseError(error)) throw error;
  }
  throw new PkiError('pki/prepared', 'signed attributes that were not prepared here');
}

function isWhole(set: AttributeSet | undefined): boolean {
  return set?.ordered === true;
}
