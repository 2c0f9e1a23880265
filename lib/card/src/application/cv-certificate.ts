import { concat, encodeTlv, toUtf8 } from '@kazasu/bytes';
import { CardError } from '../error.ts';
import { RSA_LENGTH } from '../rsa.ts';
import { objects, readFile } from './file.ts';
import { encodeRsaKey, parseRsaKey, type RsaPublicKey, requireLength } from './rsa-key.ts';

/** What a card-verifiable certificate says (facts a.7): who vouches for whose RSA key. */
export interface CvContent extends RsaPublicKey {
  /** 16 bytes. */
  readonly issuerKeyId: Uint8Array;
  /** 16 bytes. */
  readonly subjectKeyId: Uint8Array;
}

export interface CvCertificate extends CvContent {
  /** The 297 signed bytes. */
  readonly body: Uint8Array;
  /** RSA PKCS#1 v1.5 with SHA-256 over the body, 256 bytes. */
  readonly signature: Uint8Array;
}

const TAG = { certificate: 0x7f21, body: 0x5f4e, signature: 0x5f37 } as const;
const NAME = 'CV certificate';
export const KEY_ID_LENGTH = 16;
const BODY_LENGTH = 297;

/**
 * A key identifier (facts a.7): seven digits, `08 05`, three digits, and four bytes that are zero, but for the last one of
 * the issuers of the master file's chain, `A8`. Issuers have the group `001`; the key of a municipality is its code and
 * two digits with the group `000`.
 */
export function cvKeyId(number: string, group = '001', last = 0): Uint8Array<ArrayBuffer> {
  if (!/^[0-9]{7}$/.test(number) || !/^[0-9]{3}$/.test(group)) {
    throw new CardError('card/file', 'key identifier: not seven and three digits');
  }
  return concat(toUtf8(number), Uint8Array.of(0x08, 0x05), toUtf8(group), Uint8Array.of(0, 0, 0, last));
}

/** The 297 bytes that the issuer signs. A part of another length is CardError `card/file`. */
export function encodeCvCertificateBody(content: CvContent): Uint8Array<ArrayBuffer> {
  requireLength(NAME, content.issuerKeyId, KEY_ID_LENGTH);
  requireLength(NAME, content.subjectKeyId, KEY_ID_LENGTH);
  return concat(content.issuerKeyId, content.subjectKeyId, encodeRsaKey(content));
}

/** The whole certificate, 568 bytes, as in an EF 0004: `7F21 820233 { 5F4E 820129 body, 5F37 820100 signature }`. */
export function encodeCvCertificate(body: Uint8Array, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  return encodeTlv(TAG.certificate, encodeBareCvCertificate(body, signature));
}

/** Without the wrapper `7F21`, 563 bytes, as GET DATA answers it at the master file (facts a.8). */
export function encodeBareCvCertificate(body: Uint8Array, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = concat(encodeTlv(TAG.body, body), encodeTlv(TAG.signature, signature));
  parseBareCvCertificate(bytes);
  return bytes;
}

/** Splits an EF 0004. Any other form is CardError `card/file`; whether the signature is right is not judged here. */
export function parseCvCertificate(file: Uint8Array): CvCertificate {
  return readFile(NAME, () => {
    const [certificate] = objects(NAME, file, [TAG.certificate]);
    return parseBareCvCertificate(certificate.value);
  });
}

/** As {@link parseCvCertificate}, without the wrapper `7F21`. */
export function parseBareCvCertificate(bytes: Uint8Array): CvCertificate {
  return readFile(NAME, () => {
    const [body, signature] = objects(NAME, bytes, [TAG.body, TAG.signature]);
    requireLength(NAME, body.value, BODY_LENGTH);
    requireLength(NAME, signature.value, RSA_LENGTH);
    return {
      body: body.value,
      signature: signature.value,
      issuerKeyId: body.value.subarray(0, KEY_ID_LENGTH),
      subjectKeyId: body.value.subarray(KEY_ID_LENGTH, 2 * KEY_ID_LENGTH),
      ...parseRsaKey(body.value.subarray(2 * KEY_ID_LENGTH)),
    };
  });
}
