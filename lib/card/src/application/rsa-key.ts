import { concat, encodeTlv } from '@kazasu/bytes';
import { CardError } from '../error.ts';
import { RSA_LENGTH } from '../rsa.ts';
import { objects } from './file.ts';

/** An RSA-2048 public key as the card's files hold it, `90 03 exponent, 91 820100 modulus` (facts a.7). */
export interface RsaPublicKey {
  /** 256 bytes, big-endian. */
  readonly modulus: Uint8Array;
  /** 3 bytes, big-endian: `010001`. */
  readonly exponent: Uint8Array;
}

const TAG = { exponent: 0x90, modulus: 0x91 } as const;
const EXPONENT_LENGTH = 3;

/** 265 bytes. A modulus or exponent of another length is CardError `card/file`. */
export function encodeRsaKey(key: RsaPublicKey): Uint8Array<ArrayBuffer> {
  requireLength('RSA key', key.exponent, EXPONENT_LENGTH);
  requireLength('RSA key', key.modulus, RSA_LENGTH);
  return concat(encodeTlv(TAG.exponent, key.exponent), encodeTlv(TAG.modulus, key.modulus));
}

/** Any other form is CardError `card/file`. To be called within `readFile`. */
export function parseRsaKey(bytes: Uint8Array): RsaPublicKey {
  const [exponent, modulus] = objects('RSA key', bytes, [TAG.exponent, TAG.modulus]);
  requireLength('RSA key', exponent.value, EXPONENT_LENGTH);
  requireLength('RSA key', modulus.value, RSA_LENGTH);
  return { modulus: modulus.value, exponent: exponent.value };
}

export function requireLength(name: string, part: Uint8Array, length: number): void {
  if (part.length !== length) throw new CardError('card/file', `${name}: a part is not ${length} bytes`);
}
