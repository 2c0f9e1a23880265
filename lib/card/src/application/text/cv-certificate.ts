import { concat, encodeTlv, toUtf8 } from '@kazasu/bytes';
import { CardError } from '../../error.ts';
import { TEXT_TAG } from './ef.ts';
import { objects, readFile } from './file.ts';

/** What a card-verifiable certificate says (facts a.7): who vouches for whose RSA key. */
export interface CvContent {
  /** 16 bytes. */
  readonly issuerKeyId: Uint8Array;
  /** 16 bytes. */
  readonly subjectKeyId: Uint8Array;
  /** 256 bytes, big-endian. */
  readonly modulus: Uint8Array;
  /** 3 bytes, big-endian: `010001`. */
  readonly exponent: Uint8Array;
}

export interface CvCertificate extends CvContent {
  /** The 297 signed bytes. */
  readonly body: Uint8Array;
  /** RSA PKCS#1 v1.5 with SHA-256 over the body, 256 bytes. */
  readonly signature: Uint8Array;
}

const KEY_ID_LENGTH = 16;
const MODULUS_LENGTH = 256;
const EXPONENT_LENGTH = 3;
const BODY_LENGTH = 297;

/**
 * A key identifier: the issuer's number as seven ASCII digits, `08 05`, `001`, filled with FF to 16 bytes. The order is
 * known, how the number is written and which filler is used is a guess (facts a.7).
 */
export function cvKeyId(issuerNumber: string): Uint8Array<ArrayBuffer> {
  if (!/^[0-9]{7}$/.test(issuerNumber)) throw new CardError('card/file', 'issuer number is not seven digits');
  const known = concat(toUtf8(issuerNumber), Uint8Array.of(0x08, 0x05), toUtf8('001'));
  return concat(known, new Uint8Array(KEY_ID_LENGTH - known.length).fill(0xff));
}

/** The 297 bytes that the issuer signs. A part of another length is CardError `card/file`. */
export function encodeCvCertificateBody(content: CvContent): Uint8Array<ArrayBuffer> {
  requireLength(content.issuerKeyId, KEY_ID_LENGTH);
  requireLength(content.subjectKeyId, KEY_ID_LENGTH);
  requireLength(content.modulus, MODULUS_LENGTH);
  requireLength(content.exponent, EXPONENT_LENGTH);
  return concat(
    content.issuerKeyId,
    content.subjectKeyId,
    encodeTlv(TEXT_TAG.exponent, content.exponent),
    encodeTlv(TEXT_TAG.modulus, content.modulus),
  );
}

/** The whole certificate, 568 bytes, as in EF 0004: `7F21 820233 { 5F4E 820129 body, 5F37 820100 signature }`. */
export function encodeCvCertificate(body: Uint8Array, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = encodeTlv(
    TEXT_TAG.cvCertificate,
    encodeTlv(TEXT_TAG.cvBody, body),
    encodeTlv(TEXT_TAG.cvSignature, signature),
  );
  parseCvCertificate(file);
  return file;
}

/** Splits EF 0004. Any other form is CardError `card/file`; whether the signature is right is not judged here. */
export function parseCvCertificate(file: Uint8Array): CvCertificate {
  return readFile('CV certificate', () => {
    const [certificate] = objects('CV certificate', file, [TEXT_TAG.cvCertificate]);
    const [body, signature] = objects('CV certificate', certificate.value, [
      TEXT_TAG.cvBody,
      TEXT_TAG.cvSignature,
    ]);
    requireLength(body.value, BODY_LENGTH);
    requireLength(signature.value, MODULUS_LENGTH);
    const key = body.value.subarray(2 * KEY_ID_LENGTH);
    const [exponent, modulus] = objects('CV certificate', key, [TEXT_TAG.exponent, TEXT_TAG.modulus]);
    requireLength(exponent.value, EXPONENT_LENGTH);
    requireLength(modulus.value, MODULUS_LENGTH);
    return {
      body: body.value,
      signature: signature.value,
      issuerKeyId: body.value.subarray(0, KEY_ID_LENGTH),
      subjectKeyId: body.value.subarray(KEY_ID_LENGTH, 2 * KEY_ID_LENGTH),
      modulus: modulus.value,
      exponent: exponent.value,
    };
  });
}

function requireLength(part: Uint8Array, length: number): void {
  if (part.length !== length)
    throw new CardError('card/file', `CV certificate: a part is not ${length} bytes`);
}
