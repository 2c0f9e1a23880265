/** The room's one door to node:crypto. */
import { type KeyObject, type ScryptOptions, scrypt, sign } from 'node:crypto';

export {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  createSign,
  generateKeyPair,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomFillSync,
  randomUUID,
  sign,
  timingSafeEqual,
} from 'node:crypto';

/** In the thread pool, so that several cores sign. */
export function signInPool(hash: string, bytes: Uint8Array, key: KeyObject): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    sign(hash, bytes, key, (error, signature) => (error ? reject(error) : resolve(signature)));
  });
}

/** In the thread pool: it is meant to be slow. */
export function scryptOf(
  password: string,
  salt: Uint8Array,
  length: number,
  options: ScryptOptions,
): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
