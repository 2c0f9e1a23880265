import { contextTag, DER, DerReader, equal } from '@kazasu/bytes';
import { readAlgorithm } from '../algorithm.ts';
import { CMS_OID } from '../cms-oid.ts';
import { isParseError } from '../error.ts';
import { readOid } from '../known-oid.ts';
import type { Check } from '../report.ts';
import { failed, passed, type Rule } from '../rule.ts';
import { readValue, singleValue } from './attribute.ts';
import { CMS_ALGORITHM_PROTECTION, CMS_CONTENT_TYPE, CMS_MESSAGE_DIGEST, CMS_SIGNING_TIME } from './rules.ts';
import type { SignerInfo } from './signer-info.ts';

/** A value that was read, or the check that tells why it could not be. */
export type Read<T> = { readonly value: T } | { readonly fault: Check };

/** Reads an attribute's value; a value that is malformed becomes a check that failed. */
export function readOrFault<T>(
  rule: Rule<'malformed'>,
  value: Uint8Array,
  read: (reader: DerReader) => T,
): Read<T> {
  try {
    return { value: readValue(value, read) };
  } catch (error) {
    if (isParseError(error)) return { fault: failed(rule, 'malformed', { code: error.code }) };
    throw error;
  }
}

/** RFC 5652 section 11.1. */
export function checkContentType({ signedAttributes }: SignerInfo, contentType: string): Check {
  const value = singleValue(signedAttributes, CMS_OID.contentType);
  if (value === undefined) return failed(CMS_CONTENT_TYPE, 'absent');
  const read = readOrFault(CMS_CONTENT_TYPE, value, (reader) => readOid(reader));
  if ('fault' in read) return read.fault;
  return read.value === contentType
    ? passed(CMS_CONTENT_TYPE, { contentType })
    : failed(CMS_CONTENT_TYPE, 'mismatch');
}

/** RFC 5652 section 11.2. Whether it is the digest of the content is asked later. */
export function readMessageDigest({ signedAttributes }: SignerInfo): Read<Uint8Array> {
  const value = singleValue(signedAttributes, CMS_OID.messageDigest);
  if (value === undefined) return { fault: failed(CMS_MESSAGE_DIGEST, 'absent') };
  return readOrFault(CMS_MESSAGE_DIGEST, value, (reader) => reader.octetString());
}

/** RFC 5652 section 11.3: UTCTime through the year 2049, GeneralizedTime from then on and before 1950. */
export function readSigningTime({ signedAttributes }: SignerInfo): Read<number> | undefined {
  const value = singleValue(signedAttributes, CMS_OID.signingTime);
  if (value === undefined) return undefined;
  const read = readOrFault(CMS_SIGNING_TIME, value, (reader) => reader.time());
  if ('fault' in read) return read;
  const year = new Date(read.value).getUTCFullYear();
  const wanted = year >= 1950 && year < 2050 ? DER.utcTime : DER.generalizedTime;
  return value[0] === wanted ? read : { fault: failed(CMS_SIGNING_TIME, 'malformed') };
}

/** RFC 6211: names digest and signature algorithm again, so that neither can be exchanged. */
export function checkAlgorithmProtection(signer: SignerInfo): Check | undefined {
  const value = singleValue(signer.signedAttributes, CMS_OID.algorithmProtection);
  if (value === undefined) return undefined;
  const read = readOrFault(CMS_ALGORITHM_PROTECTION, value, (reader) => {
    const sequence = reader.enter();
    const digest = readAlgorithm(sequence);
    const signature = sequence.peek() === contextTag(1) ? sequence.next(contextTag(1)) : undefined;
    const algorithm = signature && sequence.content(signature);
    sequence.finish();
    return { digest, algorithm };
  });
  if ('fault' in read) return read.fault;
  const { digest, algorithm } = read.value;
  if (algorithm === undefined) return failed(CMS_ALGORITHM_PROTECTION, 'malformed');
  // IMPLICIT: the same content as the SEQUENCE of signatureAlgorithm, under another tag.
  const same =
    equal(digest.encoded, signer.digestAlgorithm.encoded) &&
    equal(algorithm, contentOf(signer.signatureAlgorithm.encoded));
  return same ? passed(CMS_ALGORITHM_PROTECTION) : failed(CMS_ALGORITHM_PROTECTION, 'mismatch');
}

function contentOf(encoded: Uint8Array): Uint8Array {
  const reader = new DerReader(encoded);
  return reader.content(reader.next());
}
