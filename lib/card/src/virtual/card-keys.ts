import { concat } from '@kazasu/bytes';
import { constants, createPrivateKey, type KeyObject, privateDecrypt, privateEncrypt } from '../crypto.ts';
import { RSA_LENGTH } from '../rsa.ts';
import type { CardKeyName } from './contents.ts';
import type { CardKeys } from './engine/index.ts';
import { sha256 } from './hash.ts';

const HASH_LENGTH = 32;

/** The keys of a card from PKCS#8 (DER), RSA-2048 each. A name that is left out is a key that the card does not have. */
export function openCardKeys(pkcs8: { readonly [name in CardKeyName]?: Uint8Array | undefined }): CardKeys {
  const keys = new Map<string, KeyObject>();
  for (const [name, der] of Object.entries(pkcs8)) {
    if (der === undefined) continue;
    keys.set(name, createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }));
  }
  return {
    sign(name, data) {
      const key = keys.get(name);
      return key && privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, data);
    },
    signPss(name, hash, salt) {
      const key = keys.get(name);
      return key && privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, encodePss(hash, salt));
    },
    decryptOaep(ciphertext) {
      const key = keys.get('transport');
      return key && decrypted(key, ciphertext);
    },
  };
}

function decrypted(key: KeyObject, ciphertext: Uint8Array): Uint8Array | undefined {
  try {
    return privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, ciphertext);
  } catch {
    return undefined;
  }
}

/** EMSA-PSS-ENCODE (RFC 8017, 9.1.1) of a hash for a modulus of 2048 bits: emBits is 2047, so one bit is cleared. */
function encodePss(hash: Uint8Array, salt: Uint8Array): Uint8Array {
  const seed = sha256(concat(new Uint8Array(8), hash, salt));
  const block = new Uint8Array(RSA_LENGTH);
  const masked = block.subarray(0, RSA_LENGTH - HASH_LENGTH - 1);
  masked[masked.length - salt.length - 1] = 1;
  masked.set(salt, masked.length - salt.length);
  const mask = mgf1(seed, masked.length);
  for (let i = 0; i < masked.length; i++) masked[i] = (masked[i] as number) ^ (mask[i] as number);
  masked[0] = (masked[0] as number) & 0x7f;
  block.set(seed, masked.length);
  block[RSA_LENGTH - 1] = 0xbc;
  return block;
}

/** RFC 8017, B.2.1. */
function mgf1(seed: Uint8Array, length: number): Uint8Array {
  const mask = new Uint8Array(Math.ceil(length / HASH_LENGTH) * HASH_LENGTH);
  for (let counter = 0; counter * HASH_LENGTH < length; counter++) {
    mask.set(sha256(concat(seed, Uint8Array.of(0, 0, counter >> 8, counter & 255))), counter * HASH_LENGTH);
  }
  return mask.subarray(0, length);
}
