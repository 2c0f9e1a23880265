import { derSequence, derUnsignedInteger, toPem } from '@kazasu/bytes';
import type { RsaPublicKey } from '@kazasu/card/integrity';
import { constants, createPublicKey, type KeyObject, publicDecrypt } from '../crypto.ts';

/** Of modulus, input and output, in bytes. */
const LENGTH = 256;

/**
 * An RSA public key from its numbers (big-endian). Undefined unless it is of the one shape that the cards use, 2048
 * bits with the exponent 65537: small exponents have let forged signatures pass more than once.
 */
export function rsaPublicKey({ modulus, exponent }: RsaPublicKey): KeyObject | undefined {
  const shaped =
    modulus.length === LENGTH &&
    (modulus[0] ?? 0) >= 0x80 &&
    ((modulus[255] ?? 0) & 1) === 1 &&
    isF4(exponent);
  if (!shaped) return undefined;
  const der = derSequence(derUnsignedInteger(modulus), derUnsignedInteger(exponent));
  // As a text: of an object node:crypto asks by exceptions whether it is a key, at more than the key costs.
  return createPublicKey(toPem('RSA PUBLIC KEY', der));
}

function isF4(exponent: Uint8Array): boolean {
  return exponent.length === 3 && exponent[0] === 1 && exponent[1] === 0 && exponent[2] === 1;
}

/** Reading a key costs more than using it. */
const KEPT = new WeakMap<RsaPublicKey, KeyObject>();

/** Reads a key that is there as long as the process is. False for one that can be no key of a card. */
export function keepRsaKey(key: RsaPublicKey): boolean {
  const read = rsaPublicKey(key);
  if (read !== undefined) KEPT.set(key, read);
  return read !== undefined;
}

/** The raw public operation over 256 bytes; undefined where the key has another shape or the input is no number below it. */
export type RsaPublic = (key: RsaPublicKey, input: Uint8Array) => Uint8Array | undefined;

/** For one judgement, in which several files name the same keys: each is read once. */
export function rsaOperations(): RsaPublic {
  const met = new Map<string, KeyObject | undefined>();
  const read = (key: RsaPublicKey) => {
    const name = Buffer.concat([key.exponent, key.modulus]).toString('latin1');
    if (!met.has(name)) met.set(name, rsaPublicKey(key));
    return met.get(name);
  };
  return (key, input) => {
    const usable = KEPT.get(key) ?? read(key);
    if (usable === undefined || input.length !== LENGTH) return undefined;
    try {
      return publicDecrypt({ key: usable, padding: constants.RSA_NO_PADDING }, input);
    } catch {
      return undefined;
    }
  };
}
