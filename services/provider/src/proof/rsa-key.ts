import { toBase64url } from '@kazasu/bytes';
import { createPublicKey, type KeyObject } from '../crypto.ts';

/**
 * An RSA public key from its numbers (big-endian). Undefined unless it is of the one shape that the cards use, 2048
 * bits with the exponent 65537: small exponents have let forged signatures pass more than once.
 */
export function rsaPublicKey(numbers: {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}): KeyObject | undefined {
  const { modulus, exponent } = numbers;
  const shaped =
    modulus.length === 256 && (modulus[0] ?? 0) >= 0x80 && ((modulus[255] ?? 0) & 1) === 1 && isF4(exponent);
  if (!shaped) return undefined;
  const jwk = { kty: 'RSA', n: toBase64url(modulus), e: toBase64url(exponent) };
  return createPublicKey({ key: jwk, format: 'jwk' });
}

function isF4(exponent: Uint8Array): boolean {
  return exponent.length === 3 && exponent[0] === 1 && exponent[1] === 0 && exponent[2] === 1;
}
