import { derBitString, derNull, derOid, derSequence, derValue, toUtf8 } from '@kazasu/bytes';
import { AsnConvert } from '@peculiar/asn1-schema';
import { OID } from '../oid.ts';

/** Signs the bytes with RSASSA-PKCS1-v1_5 and SHA-256; the only algorithm of the present hierarchy. */
export type Signer = (toBeSigned: Uint8Array) => Uint8Array;

/** AlgorithmIdentifier with the NULL that RFC 4055 section 5 demands. */
export const SHA256_WITH_RSA = derSequence(derOid(OID.sha256WithRsa), derNull());

/** The frame of RFC 5280 section 4.1 and 5.1: what was signed, how, and the signature. */
export function signed(toBeSigned: Uint8Array, sign: Signer): Uint8Array<ArrayBuffer> {
  return derSequence(toBeSigned, SHA256_WITH_RSA, derBitString(sign(toBeSigned)));
}

/** DER of an object of the ASN.1 schema library. */
export function encode(value: object): Uint8Array<ArrayBuffer> {
  return new Uint8Array(AsnConvert.serialize(value));
}

/** The bytes as an ArrayBuffer of exactly their length, as the schema library takes them. */
export function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return Uint8Array.from(bytes).buffer;
}

const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;

/** Time of RFC 5280 section 4.1.2.5: UTCTime through 2049, whole seconds. */
export function encodeTime(milliseconds: number): Uint8Array<ArrayBuffer> {
  const year = new Date(milliseconds).getUTCFullYear();
  const digits = timeDigits(milliseconds);
  return year >= 1950 && year < 2050
    ? derValue(UTC_TIME, toUtf8(digits.slice(2)))
    : derValue(GENERALIZED_TIME, toUtf8(digits));
}

function timeDigits(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
}

/** Cuts off the milliseconds, which none of these structures may carry. */
export function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}
