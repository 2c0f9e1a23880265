/**
 * Sealing at rest: AES-256-GCM (NIST SP 800-38D).
 *
 *     01 ‖ nonce (12) ‖ ciphertext ‖ tag (16)                          by a key that has no versions, and by the first version
 *     02 ‖ version (4, big-endian) ‖ nonce (12) ‖ ciphertext ‖ tag (16)
 *
 * What stands before the nonce and the context are authenticated. The context says where the value belongs ("items of session
 * …"), so that a sealed value copied to another row does not open there. Nonces are random: a key must seal fewer
 * than 2^32 values in its life.
 */
import { concat, toUtf8 } from '@kazasu/bytes';
import { createCipheriv, createDecipheriv, type KeyObject } from '../crypto.ts';
import { randomOctets } from '../random/index.ts';
import { KeyError } from './key-error.ts';

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;
const FIRST = Uint8Array.of(1);
const VERSIONED = 2;
const VERSIONED_LENGTH = 5;

/** One key in its versions, as they are at the moment when it is used. */
export interface KeyVersions {
  /** The version that seals. */
  readonly current: number;
  /** Whether no other version is there, nor will be soon. */
  readonly only: boolean;
  /** Undefined for a version that is not, or no longer, there. */
  key(version: number): KeyObject | undefined;
}

/** A key, or the versions of one. */
export type VersionedKey = KeyObject | KeyVersions;

/** A version of the key; a key without versions is the first. Throws a KeyError (`key/unavailable`) where it is not there. */
export function keyVersion(key: VersionedKey, version: number): KeyObject {
  const found = 'current' in key ? key.key(version) : version === 1 ? key : undefined;
  if (found === undefined)
    throw new KeyError('key/unavailable', `version ${version} of the key is not there`);
  return found;
}

/** By the current version, a `secret-256`. Each call gives another value. */
export function seal(key: VersionedKey, plaintext: Uint8Array, context: string): Uint8Array {
  const version = 'current' in key ? key.current : 1;
  const head = headOf(version);
  const nonce = randomOctets(NONCE_LENGTH);
  const cipher = createCipheriv('aes-256-gcm', keyVersion(key, version), nonce, {
    authTagLength: TAG_LENGTH,
  });
  cipher.setAAD(concat(head, toUtf8(context)));
  return concat(head, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag());
}

/**
 * Throws a KeyError: `key/sealed` unless the value was sealed by this key for this context, `key/unavailable` for a version that is
 * not there.
 */
export function unseal(key: VersionedKey, sealed: Uint8Array, context: string): Uint8Array {
  const version = sealedBy(sealed);
  const head = headOf(version);
  const nonce = sealed.subarray(head.length, head.length + NONCE_LENGTH);
  const tag = sealed.subarray(sealed.length - TAG_LENGTH);
  const decipher = createDecipheriv('aes-256-gcm', keyVersion(key, version), nonce, {
    authTagLength: TAG_LENGTH,
  });
  decipher.setAAD(concat(head, toUtf8(context)));
  decipher.setAuthTag(tag);
  try {
    const body = sealed.subarray(head.length + NONCE_LENGTH, sealed.length - TAG_LENGTH);
    return concat(decipher.update(body), decipher.final());
  } catch {
    throw new KeyError('key/sealed', 'the sealed value does not open with this key in this context');
  }
}

/** The version that sealed a value. Throws a KeyError (`key/sealed`) for what is no sealed value. */
export function sealedBy(sealed: Uint8Array): number {
  const versioned = sealed[0] === VERSIONED;
  const head = versioned ? VERSIONED_LENGTH : FIRST.length;
  if ((!versioned && sealed[0] !== FIRST[0]) || sealed.length < head + NONCE_LENGTH + TAG_LENGTH) {
    throw new KeyError('key/sealed', 'not a sealed value of a known form');
  }
  if (!versioned) return 1;
  const version = new DataView(sealed.buffer, sealed.byteOffset).getUint32(1);
  // One spelling for one version: the first has none of its own here.
  if (version < 2) throw new KeyError('key/sealed', 'not a sealed value of a known form');
  return version;
}

function headOf(version: number): Uint8Array {
  if (version === 1) return FIRST;
  const head = new Uint8Array(VERSIONED_LENGTH);
  head[0] = VERSIONED;
  new DataView(head.buffer).setUint32(1, version);
  return head;
}
