import { derBitString, derNull, derOid, derSequence, derValue, toUtf8 } from '@kazasu/bytes';
import { AsnConvert } from '@peculiar/asn1-schema';
import { OID } from '../oid.ts';
import type { CardGeneration } from '../profile/index.ts';

/**
 * Signs the bytes by the algorithm of its generation: RSASSA-PKCS1-v1_5 with SHA-256, or for the next card ECDSA over
 * P-384 with SHA-384, the signature as the DER of RFC 3279 section 2.2.3.
 */
export type Signer = (toBeSigned: Uint8Array) => Uint8Array;

/** AlgorithmIdentifier, DER: with the NULL that RFC 4055 section 5 demands, without what RFC 5758 section 3.2 forbids. */
export const SIGNATURE_ALGORITHM: { readonly [generation in CardGeneration]: Uint8Array<ArrayBuffer> } = {
  current: derSequence(derOid(OID.sha256WithRsa), derNull()),
  next: derSequence(derOid(OID.ecdsaWithSha384)),
};

/** What is to be signed, by which generation's algorithm, and the judge who sees it first. */
export interface Unsigned {
  /** DER; holds the same algorithm inside. */
  readonly body: Uint8Array;
  readonly generation: CardGeneration;
  /** Sees the whole structure with an empty signature, and throws if it may not be signed. */
  readonly lint: (unsigned: Uint8Array) => void;
}

/** The frame of RFC 5280 section 4.1 and 5.1: what was signed, how, and the signature. */
export function signed({ body, generation, lint }: Unsigned, sign: Signer): Uint8Array<ArrayBuffer> {
  const algorithm = SIGNATURE_ALGORITHM[generation];
  lint(derSequence(body, algorithm, derBitString(new Uint8Array(0))));
  return derSequence(body, algorithm, derBitString(sign(body)));
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
    : encodeGeneralizedTime(milliseconds);
}

/** GeneralizedTime as DER wants it: UTC, no fractions. */
export function encodeGeneralizedTime(milliseconds: number): Uint8Array<ArrayBuffer> {
  return derValue(GENERALIZED_TIME, toUtf8(timeDigits(milliseconds)));
}

function timeDigits(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
}

/** Cuts off the milliseconds, which none of these structures may carry. */
export function wholeSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000) * 1000;
}
