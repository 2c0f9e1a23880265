import { concat, DER, DerReader, derNull, derOctetString, derOid, derSequence, equal } from '@kazasu/bytes';
import { type Certificate, type PublicKey, publicKeyOf } from '@kazasu/pki';
import { verify } from '../crypto.ts';
import type { RecordedSignature, SignatureAlgorithm } from '../part/index.ts';
import { readable } from './material.ts';

/** Whether a certificate's key made a signature value; `unsupported`: it is no key for a signature of this form. */
export function verifyValue(certificate: Certificate, signature: RecordedSignature): boolean | 'unsupported' {
  const { signed, value } = signature;
  const key = readable(() => publicKeyOf(certificate));
  if (key === undefined) return 'unsupported';
  if ('octets' in signed) return verifyOctets(key, signed.algorithm, signed.octets, value);
  if (key.family !== 'rsa') return 'unsupported';
  const content = signed.form === 'digest-info' ? digestInfo(signed.digest) : signed.digest;
  return opensTo(certificate.spki.keyBits, value, content);
}

const SALT_LENGTHS = { sha256: 32, sha384: 48, sha512: 64 } as const;
/** RSA_PKCS1_PSS_PADDING of OpenSSL, as `verify` takes it. */
const PSS_PADDING = 6;

function verifyOctets(
  { keyObject, family }: PublicKey,
  algorithm: SignatureAlgorithm,
  octets: Uint8Array,
  value: Uint8Array,
): boolean | 'unsupported' {
  const hash = algorithm.slice(-6) as keyof typeof SALT_LENGTHS;
  if (algorithm.startsWith('ecdsa-'))
    return family === 'ec' ? verify(hash, octets, keyObject, value) : 'unsupported';
  if (family === 'ec') return 'unsupported';
  if (algorithm.startsWith('rsa-pss-')) {
    const input = { key: keyObject, padding: PSS_PADDING, saltLength: SALT_LENGTHS[hash] };
    return verify(hash, octets, input, value);
  }
  return family === 'rsa' ? verify(hash, octets, keyObject, value) : 'unsupported';
}

const SHA256 = '2.16.840.1.101.3.4.2.1';

/** RFC 8017 9.2: the DigestInfo of a SHA-256 digest, 51 octets. */
function digestInfo(digest: Uint8Array): Uint8Array {
  return derSequence(derSequence(derOid(SHA256), derNull()), derOctetString(digest));
}

/**
 * RFC 8017 8.2.2 for content that is already hashed, which no library takes without its DigestInfo: the value raised to the
 * public exponent must be exactly the encoded message that the content has. It is made and compared whole, and nothing is read from
 * what comes out, so that no padding of a forger's choice can pass.
 */
function opensTo(keyBits: Uint8Array, value: Uint8Array, content: Uint8Array): boolean {
  const reader = DerReader.document(keyBits);
  const modulus = reader.octetString(DER.integer);
  const exponent = reader.octetString(DER.integer);
  const length = modulus[0] === 0 ? modulus.length - 1 : modulus.length;
  const [n, s] = [numberOf(modulus), numberOf(value)];
  if (value.length !== length || s >= n) return false;
  const filled = new Uint8Array(length - content.length - 3).fill(0xff);
  const expected = concat(Uint8Array.of(0, 1), filled, Uint8Array.of(0), content);
  return equal(octetsOf(power(s, numberOf(exponent), n), length), expected);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

function numberOf(octets: Uint8Array): bigint {
  let text = '0x0';
  for (const octet of octets) text += octet.toString(16).padStart(2, '0');
  return BigInt(text);
}

function octetsOf(value: bigint, length: number): Uint8Array {
  const text = value.toString(16).padStart(length * 2, '0');
  return Uint8Array.from({ length }, (_, i) => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16));
}
