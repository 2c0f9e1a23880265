import { concat, fromHex, toHex } from '@kazasu/bytes';
import { type RsaPrivateNumbers, readPrivateKey } from './private-key.ts';

export type Random = (length: number) => Uint8Array;

/** A key of 2048 bits. */
const LENGTH = 256;
/** Padding of PKCS #1 v1.5 (RFC 8017 9.2): at least eight octets FF, and three more around them. */
const INPUT_MAX = LENGTH - 11;

/**
 * What a card's COMPUTE DIGITAL SIGNATURE makes: the octets under the padding of PKCS #1 v1.5 and neither hashed nor put in a DigestInfo, raised to
 * the private exponent. WebCrypto has no such operation, so it is made here, of BigInt arithmetic. That does not take the same time for all numbers;
 * so the input is blinded by a random factor and each exponent by a random multiple of its group's order, both fresh for each signature: what time
 * tells is of numbers that are used once. The result is verified before it leaves, since one wrong half would give the primes away.
 * `pkcs8` stays its owner's to overwrite.
 */
export function signPadded(pkcs8: Uint8Array, octets: Uint8Array, random: Random): Uint8Array {
  if (octets.length === 0 || octets.length > INPUT_MAX) throw new RangeError('not of a length that fits');
  const key = readPrivateKey(pkcs8);
  if (key.modulus >> 2047n !== 1n) throw new RangeError('not a key of 2048 bits');
  const message = numberOf(padded(octets));
  const { factor, inverse } = blinding(key, random);
  const blinded = (message * factor) % key.modulus;
  const signature = (decrypted(key, blinded, random) * inverse) % key.modulus;
  if (power(signature, key.publicExponent, key.modulus) !== message) {
    throw new RangeError('the signature does not verify');
  }
  return octetsOf(signature);
}

/** EMSA-PKCS1-v1_5 without its hash: 00 01 FF … FF 00, then the octets. */
function padded(octets: Uint8Array): Uint8Array {
  const filler = new Uint8Array(LENGTH - octets.length - 3).fill(0xff);
  return concat(Uint8Array.of(0, 1), filler, Uint8Array.of(0), octets);
}

function blinding({ modulus, publicExponent }: RsaPrivateNumbers, random: Random) {
  for (;;) {
    // Some bits longer than the modulus, so that what is left of it is even enough.
    const chosen = numberOf(random(LENGTH + 16)) % modulus;
    const inverse = inverseOf(chosen, modulus);
    if (inverse !== undefined) return { factor: power(chosen, publicExponent, modulus), inverse };
  }
}

/** By the two primes (RFC 8017 5.1.2), which is four times as fast. */
function decrypted(key: RsaPrivateNumbers, input: bigint, random: Random): bigint {
  const { prime1: p, prime2: q } = key;
  const hidden = (exponent: bigint, prime: bigint) => exponent + numberOf(random(8)) * (prime - 1n);
  const one = power(input % p, hidden(key.exponent1, p), p);
  const two = power(input % q, hidden(key.exponent2, q), q);
  const difference = ((((one - two) * key.coefficient) % p) + p) % p;
  return two + difference * q;
}

/** By windows of four bits, the same steps for every digit of the exponent. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const table = [1n];
  for (let i = 1; i < 16; i++) table.push(((table[i - 1] ?? 1n) * base) % modulus);
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    for (let i = 0; i < 4; i++) result = (result * result) % modulus;
    result = (result * (table[Number.parseInt(digit, 16)] ?? 1n)) % modulus;
  }
  return result;
}

/** By Euclid's algorithm; undefined for what has none. */
function inverseOf(value: bigint, modulus: bigint): bigint | undefined {
  let [low, high] = [value, modulus];
  let [one, two] = [1n, 0n];
  while (low > 0n) {
    const times = high / low;
    [high, low] = [low, high - times * low];
    [two, one] = [one, two - times * one];
  }
  return high === 1n ? ((two % modulus) + modulus) % modulus : undefined;
}

function numberOf(octets: Uint8Array): bigint {
  return BigInt(`0x${toHex(octets)}`);
}

function octetsOf(value: bigint): Uint8Array {
  return fromHex(value.toString(16).padStart(2 * LENGTH, '0'));
}
