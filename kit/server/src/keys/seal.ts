/**
 * Sealing at rest: AES-256-GCM (NIST SP 800-38D).
 *
 *     version (1 byte, 01) ‖ nonce (12) ‖ ciphertext ‖ tag (16)
 *
 * The version byte and the context are authenticated. The context says where the value belongs ("items of session
 * …"), so that a sealed value copied to another row does not open there. Nonces are random: a key must seal fewer
 * than 2^32 values in its life.
 */
import { concat, toUtf8 } from '@kazasu/bytes';
import { createCipheriv, createDecipheriv, type KeyObject } from '../crypto.ts';
import { randomOctets } from '../random/index.ts';
import { KeyError } from './key-error.ts';

const VERSION = Uint8Array.of(1);
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const SHORTEST = VERSION.length + NONCE_LENGTH + TAG_LENGTH;

/** `key` is a `secret-256`. Each call gives another value. */
export function seal(key: KeyObject, plaintext: Uint8Array, context: string): Uint8Array {
  const nonce = randomOctets(NONCE_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH });
  cipher.setAAD(concat(VERSION, toUtf8(context)));
  return concat(VERSION, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
}

/** Throws a KeyError (`key/sealed`) unless the value was sealed by this key for this context. */
export function unseal(key: KeyObject, sealed: Uint8Array, context: string): Uint8Array {
  if (sealed.length < SHORTEST || sealed[0] !== VERSION[0]) {
    throw new KeyError('key/sealed', 'not a sealed value of a known version');
  }
  const nonce = sealed.subarray(VERSION.length, VERSION.length + NONCE_LENGTH);
  const tag = sealed.subarray(sealed.length - TAG_LENGTH);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_LENGTH });
  decipher.setAAD(concat(VERSION, toUtf8(context)));
  decipher.setAuthTag(tag);
  try {
    const body = sealed.subarray(VERSION.length + NONCE_LENGTH, sealed.length - TAG_LENGTH);
    return concat(decipher.update(body), decipher.final());
  } catch {
    throw new KeyError('key/sealed', 'the sealed value does not open with this key in this context');
  }
}
