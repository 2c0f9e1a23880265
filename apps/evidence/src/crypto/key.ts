import { DER, DerReader, fromHex, fromPem } from '@kazasu/bytes';
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { numberOf } from './number.ts';
import type { RsaKey } from './rsa.ts';

const CURVES = {
  '1.2.840.10045.3.1.7': p256,
  '1.3.132.0.34': p384,
  '1.3.132.0.35': p521,
} as const;

export interface EcKey {
  readonly kind: 'ec';
  readonly curve: (typeof CURVES)[keyof typeof CURVES];
  readonly point: Uint8Array;
}

export interface Ed25519Key {
  readonly kind: 'ed25519';
  readonly point: Uint8Array;
}

/** What stands in the place of node's KeyObject; opaque to the judge. */
export type PublicKeyObject = RsaKey | EcKey | Ed25519Key;

const ED25519 = '1.3.101.112';
const RSA = fromHex('300d06092a864886f70d0101010500');
const EC_PUBLIC_KEY = '1.2.840.10045.2.1';

/** From PEM: `PUBLIC KEY` (SubjectPublicKeyInfo) or `RSA PUBLIC KEY` (RSAPublicKey). Throws for what is no key of the kinds known here. */
export function createPublicKey(pem: string): PublicKeyObject {
  const isRsa = pem.startsWith('-----BEGIN RSA PUBLIC KEY-----');
  const label = isRsa ? 'RSA PUBLIC KEY' : 'PUBLIC KEY';
  const der = fromPem(label, pem);
  return isRsa ? rsaKey(der) : keyOfInfo(der);
}

function keyOfInfo(der: Uint8Array): PublicKeyObject {
  const info = DerReader.document(der);
  const start = info.offset;
  const algorithm = info.enter();
  const oid = algorithm.oid();
  const parameters = algorithm.peek() === DER.oid ? algorithm.oid() : undefined;
  const encoded = info.bytes.subarray(start, info.offset);
  const { bytes, unusedBits } = info.bitString();
  info.finish();
  if (unusedBits !== 0) throw new TypeError('key not of whole octets');
  if (sameOctets(encoded, RSA)) return rsaKey(bytes);
  algorithm.finish();
  if (oid === ED25519 && parameters === undefined) {
    ed25519.Point.fromBytes(bytes);
    return { kind: 'ed25519', point: bytes };
  }
  if (oid !== EC_PUBLIC_KEY || parameters === undefined || !Object.hasOwn(CURVES, parameters)) {
    throw new TypeError('kind of key not supported');
  }
  const curve = CURVES[parameters as keyof typeof CURVES];
  // Throws for what does not lie on the curve.
  curve.Point.fromBytes(bytes).assertValidity();
  return { kind: 'ec', curve, point: bytes };
}

function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, i) => octet === b[i]);
}

function rsaKey(der: Uint8Array): RsaKey {
  const sequence = DerReader.document(der);
  const modulus = numberOf(sequence.octetString(DER.integer));
  const exponent = numberOf(sequence.octetString(DER.integer));
  sequence.finish();
  const bits = modulus.toString(2).length;
  // Odd numbers of a size that somebody could mean; how strong a key must be is the judge's business.
  const fits =
    modulus % 2n === 1n && exponent % 2n === 1n && exponent > 1n && bits <= 16_384 && exponent < 1n << 64n;
  if (!fits) throw new TypeError('not an RSA key');
  return { kind: 'rsa', modulus, exponent, bits };
}
