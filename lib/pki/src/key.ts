import { DER, DerReader } from '@kazasu/bytes';
import { type AlgorithmIdentifier, type KeyFamily, readAlgorithm } from './algorithm.ts';
import { createPublicKey, type KeyObject } from './crypto.ts';
import { PkiError } from './error.ts';
import { OID } from './oid.ts';
import { pssParameters } from './pss.ts';
import { type CurveKind, type HashName, STRENGTH } from './strength.ts';

/** `SubjectPublicKeyInfo`, read but not yet believed to be a key. */
export interface SubjectPublicKeyInfo {
  readonly encoded: Uint8Array;
  readonly algorithm: AlgorithmIdentifier;
  /** Content of the BIT STRING: what key identifiers and OCSP hash. */
  readonly keyBits: Uint8Array;
}

export function readPublicKeyInfo(reader: DerReader): SubjectPublicKeyInfo {
  const start = reader.offset;
  const sequence = reader.enter();
  const algorithm = readAlgorithm(sequence);
  const bits = sequence.bitString();
  sequence.finish();
  if (bits.unusedBits !== 0) throw new PkiError('pki/key', 'key not of whole octets');
  return { encoded: reader.bytes.subarray(start, reader.offset), algorithm, keyBits: bits.bytes };
}

/** `rsa` of 2048 bits and more, or the curve. */
export type KeyKind = 'rsa' | CurveKind;

/** A key that is strong enough and was imported once. Of others, `publicKeyOf` throws PkiError `pki/key`. */
export interface PublicKey {
  readonly kind: KeyKind;
  readonly family: KeyFamily;
  /** Modulus or field size in bits. */
  readonly bits: number;
  /** Of a key of the family `rsa-pss` that names its parameters: the one hash that it is for. */
  readonly pssHash?: HashName;
  /** Of an RSA key always a plain one, which forbids no padding by itself: who verifies looks at the family. */
  readonly keyObject: KeyObject;
}

type KeyShape = Omit<PublicKey, 'keyObject'>;

const CURVES: { readonly [oid: string]: { kind: CurveKind; bits: number } } = STRENGTH.curves;

/**
 * Imports a key that is strong enough: RSA of 2048 to 8192 bits, or a point on P-256, P-384 or P-521.
 * Costs as much as several signatures: call it once per certificate (`publicKeyOf`). Fails with `pki/key`.
 */
export function importPublicKey(spki: SubjectPublicKeyInfo): PublicKey {
  const shape = keyShape(spki);
  try {
    return { ...shape, keyObject: createPublicKey(keyInput(spki, shape.family)) };
  } catch (cause) {
    throw new PkiError('pki/key', 'public key refused by the cryptographic library', cause);
  }
}

/**
 * An RSA key goes in as the bare RSAPublicKey, checked above: the library takes a third longer over the SPKI around it. As
 * PEM, because the library asks of octets in several ways whether they are a key object, by exceptions that cost more than
 * the key; a text it takes at once.
 */
function keyInput({ encoded, keyBits }: SubjectPublicKeyInfo, family: KeyFamily): string {
  return family !== 'ec' ? pem('RSA PUBLIC KEY', keyBits) : pem('PUBLIC KEY', encoded);
}

function pem(label: string, der: Uint8Array): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.length).toString('base64');
  return `-----BEGIN ${label}-----\n${base64}\n-----END ${label}-----`;
}

/** Kind and size, decided from the DER alone. */
export function keyShape(spki: SubjectPublicKeyInfo): KeyShape {
  if (spki.algorithm.oid === OID.rsaEncryption) return rsaShape(spki);
  if (spki.algorithm.oid === OID.rsaPss) return pssShape(spki);
  if (spki.algorithm.oid === OID.ecPublicKey) return { ...ecShape(spki), family: 'ec' };
  throw new PkiError('pki/key', 'kind of key not supported');
}

function rsaShape({ algorithm: { parameters }, keyBits }: SubjectPublicKeyInfo): KeyShape {
  if (parameters.length !== 2 || parameters[0] !== DER.null) {
    throw new PkiError('pki/key', 'RSA key with parameters'); // RFC 3279 section 2.3.1: NULL
  }
  return { kind: 'rsa', family: 'rsa', bits: rsaBits(keyBits) };
}

/** RFC 4055 section 3.1: without parameters the key is for RSA-PSS of any kind, with them for that kind alone. */
function pssShape({ algorithm: { parameters }, keyBits }: SubjectPublicKeyInfo): KeyShape {
  const bits = rsaBits(keyBits);
  if (parameters.length === 0) return { kind: 'rsa', family: 'rsa-pss', bits };
  const restriction = pssParameters(parameters);
  if (restriction === undefined) throw new PkiError('pki/key', 'RSA-PSS key for parameters not accepted');
  return { kind: 'rsa', family: 'rsa-pss', bits, pssHash: restriction.hash };
}

/** `RSAPublicKey` of RFC 8017 A.1.1 within the bounds of {@link STRENGTH}; its size in bits. */
function rsaBits(keyBits: Uint8Array): number {
  const sequence = DerReader.document(keyBits);
  const modulus = positive(sequence.octetString(DER.integer));
  const exponent = positive(sequence.octetString(DER.integer));
  sequence.finish();
  const { bitsMin, bitsMax, exponentBitsMin, exponentBitsMax } = STRENGTH.rsa;
  const bits = bitLength(modulus);
  if (bits < bitsMin || bits > bitsMax || !isOdd(modulus)) {
    throw new PkiError('pki/key', 'RSA modulus out of range');
  }
  const exponentBits = bitLength(exponent);
  if (exponentBits < exponentBitsMin || exponentBits > exponentBitsMax || !isOdd(exponent)) {
    throw new PkiError('pki/key', 'RSA exponent out of range');
  }
  return bits;
}

/**
 * RFC 5480 section 2: a named curve and an uncompressed point. Compressed ones a reader may refuse (section 2.2), and one
 * key then has one encoding, which key identifiers and OCSP hash. Whether it lies on the curve, the import finds out.
 */
function ecShape(spki: SubjectPublicKeyInfo): { kind: CurveKind; bits: number } {
  const parameters = new DerReader(spki.algorithm.parameters);
  const oid = parameters.oid();
  parameters.finish();
  const curve = Object.hasOwn(CURVES, oid) ? CURVES[oid] : undefined;
  if (curve === undefined) throw new PkiError('pki/key', 'curve not supported');
  if (spki.keyBits[0] !== 4 || spki.keyBits.length !== 1 + 2 * Math.ceil(curve.bits / 8)) {
    throw new PkiError('pki/key', 'point not uncompressed or of wrong length');
  }
  return curve;
}

function positive(content: Uint8Array): Uint8Array {
  const first = content[0];
  const second = content[1] ?? 0;
  if (first === undefined || first >= 0x80 || (first === 0 && second < 0x80)) {
    throw new PkiError('pki/key', 'RSA integer not positive or padded');
  }
  return first === 0 ? content.subarray(1) : content;
}

function bitLength(magnitude: Uint8Array): number {
  return magnitude.length * 8 - (Math.clz32(magnitude[0] ?? 0) - 24);
}

function isOdd(magnitude: Uint8Array): boolean {
  return ((magnitude[magnitude.length - 1] ?? 0) & 1) === 1;
}
