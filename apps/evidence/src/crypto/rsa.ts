/**
 * RSA verification (RFC 8017), small and strict: what a signature opens to is compared whole with the one encoding that
 * the digest has, never parsed. So the forgeries that lax parsers took (octets behind the hash, parameters in other forms,
 * short paddings) have no place to stand.
 */
import { concat, equal, fromHex } from '@kazasu/bytes';
import { type DigestName, hashFunction } from './digest.ts';
import { numberOf, octetsOf, power } from './number.ts';

export interface RsaKey {
  readonly kind: 'rsa';
  readonly modulus: bigint;
  readonly exponent: bigint;
  /** Length of the modulus. */
  readonly bits: number;
}

/** DigestInfo up to the digest (RFC 8017 section 9.2, note 1), with the NULL that it demands. */
const DIGEST_INFO: { readonly [name in DigestName]: Uint8Array } = {
  sha1: fromHex('3021300906052b0e03021a05000414'),
  sha256: fromHex('3031300d060960864801650304020105000420'),
  sha384: fromHex('3041300d060960864801650304020205000430'),
  sha512: fromHex('3051300d060960864801650304020305000440'),
};

/** RSASSA-PKCS1-v1_5 (section 8.2.2). */
export function verifyPkcs1(key: RsaKey, name: DigestName, data: Uint8Array, signature: Uint8Array): boolean {
  const opened = open(key, signature);
  const info = concat(DIGEST_INFO[name], hashFunction(name)(data));
  if (opened === undefined || opened.length < info.length + 11) return false;
  const padding = new Uint8Array(opened.length - info.length - 3).fill(0xff);
  return equal(opened, concat(Uint8Array.of(0, 1), padding, Uint8Array.of(0), info));
}

/** RSASSA-PSS (section 8.1.2) with MGF1 over the same hash and a salt of exactly this length. */
export function verifyPss(
  key: RsaKey,
  { name, saltLength }: { readonly name: DigestName; readonly saltLength: number },
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const opened = open(key, signature);
  if (opened === undefined) return false;
  const bits = key.bits - 1;
  // Where the modulus begins an octet with one bit alone, the encoding is an octet shorter (section 8.1.2, step 2c).
  const length = Math.ceil(bits / 8);
  if (length < opened.length && opened[0] !== 0) return false;
  const digest = hashFunction(name)(data);
  return isPssEncoding(opened.subarray(opened.length - length), { name, saltLength, bits, digest });
}

interface PssQuestion {
  readonly name: DigestName;
  readonly saltLength: number;
  readonly bits: number;
  readonly digest: Uint8Array;
}

/** EMSA-PSS-VERIFY (section 9.1.2). */
function isPssEncoding(encoded: Uint8Array, { name, saltLength, bits, digest }: PssQuestion): boolean {
  const blockLength = encoded.length - digest.length - 1;
  const zeros = blockLength - saltLength - 1;
  if (zeros < 0 || encoded.at(-1) !== 0xbc) return false;
  const masked = encoded.subarray(0, blockLength);
  const hashed = encoded.subarray(blockLength, -1);
  const clear = 8 * encoded.length - bits;
  if (((masked[0] ?? 0) & ~(0xff >> clear) & 0xff) !== 0) return false;
  const mask = generateMask(name, hashed, blockLength);
  const block = masked.map((octet, i) => octet ^ (mask[i] ?? 0));
  block[0] = (block[0] ?? 0) & (0xff >> clear);
  const head = Uint8Array.from({ length: zeros + 1 }, (_, i) => (i === zeros ? 1 : 0));
  if (!equal(block.subarray(0, zeros + 1), head)) return false;
  const salt = block.subarray(zeros + 1);
  return equal(hashed, hashFunction(name)(concat(new Uint8Array(8), digest, salt)));
}

/** MGF1 (section B.2.1). */
function generateMask(name: DigestName, seed: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let counter = 0, made = 0; made < length; counter++) {
    const block = hashFunction(name)(concat(seed, octetsOf(BigInt(counter), 4)));
    blocks.push(block);
    made += block.length;
  }
  return concat(...blocks).subarray(0, length);
}

/** RSAVP1 with the lengths of sections 8.1.2 and 8.2.2, step 1: as long as the modulus, and below it. Else undefined. */
export function open({ modulus, exponent, bits }: RsaKey, signature: Uint8Array): Uint8Array | undefined {
  const length = Math.ceil(bits / 8);
  if (signature.length !== length) return undefined;
  const value = numberOf(signature);
  return value < modulus ? octetsOf(power(value, exponent, modulus), length) : undefined;
}
