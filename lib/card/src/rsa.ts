import type { RsaPublicKey } from './application/index.ts';

/** Length of modulus, input, output and every signature, in bytes: the card knows RSA-2048 alone. */
export const RSA_LENGTH = 256;
const EXPONENT = 65_537n;

/**
 * The raw RSA public operation, 256 bytes to 256 bytes; undefined where the key is none that the card uses (an odd
 * modulus of 2048 bits, exponent 65537) or the input is no number below the modulus. Works on public values only: it takes
 * no care to hide them.
 */
export function rsaPublic(key: RsaPublicKey, input: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (key.modulus.length !== RSA_LENGTH || input.length !== RSA_LENGTH) return undefined;
  const modulus = toNumber(key.modulus);
  const base = toNumber(input);
  const isKey = modulus >> 2047n === 1n && (modulus & 1n) === 1n && toNumber(key.exponent) === EXPONENT;
  return isKey && base < modulus ? toBytes(power(base, modulus)) : undefined;
}

/** `base` to the power of 65537: sixteen squarings and one multiplication. */
function power(base: bigint, modulus: bigint): bigint {
  let result = base;
  for (let i = 0; i < 16; i++) result = (result * result) % modulus;
  return (result * base) % modulus;
}

function toNumber(bytes: Uint8Array): bigint {
  let digits = '0x0';
  for (const byte of bytes) digits += byte.toString(16).padStart(2, '0');
  return BigInt(digits);
}

function toBytes(number: bigint): Uint8Array<ArrayBuffer> {
  const digits = number.toString(16).padStart(2 * RSA_LENGTH, '0');
  return Uint8Array.from({ length: RSA_LENGTH }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}
