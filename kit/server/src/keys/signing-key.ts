import { ecdsaFromDer } from '@kazasu/bytes';
import { createPublicKey, createSign, type KeyObject, sign, signInPool } from '../crypto.ts';
import type { KeyFolder } from './key-folder.ts';

/** RSA of 2048 bits with SHA-256 (RSASSA-PKCS1-v1_5), NIST P-256 with SHA-256, or NIST P-384 with SHA-384. */
export type SigningKind = 'rsa-2048' | 'ec-p256' | 'ec-p384';

export const SIGNING_HASH = {
  'rsa-2048': 'sha256',
  'ec-p256': 'sha256',
  'ec-p384': 'sha384',
} as const satisfies { readonly [kind in SigningKind]: string };

/** A private key that can be used, wherever it lies. */
export interface SigningKey {
  readonly kind: SigningKind;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** An EC key's signature in DER. Throws a KeyError (`key/token`) when the key cannot be used now; the same call may succeed later. */
  sign(bytes: Uint8Array): Uint8Array;
  /** As {@link sign}, in the form of JWS: an EC key's signature as r ‖ s (RFC 7518 section 3.4). */
  signForJws(bytes: Uint8Array): Uint8Array;
  /** As {@link sign}, beside this thread where the key lies in this process; a token holds the thread all the same. */
  signBeside(bytes: Uint8Array): Promise<Uint8Array>;
  /** The same signature over octets that come one after the other and need not be kept. */
  begin(): Signing;
}

/** One signature that is being made. */
export interface Signing {
  update(bytes: Uint8Array): void;
  /** Ends it. Throws as {@link SigningKey.sign}. */
  sign(): Uint8Array;
}

/** What it takes to use keys: nothing, a passphrase, or a token that never gives them away. */
export type KeyProtection = 'none' | 'passphrase' | 'token';

export interface SigningKeys {
  readonly protection: KeyProtection;
  /** Whether there is a key of this name. */
  has(name: string): Promise<boolean>;
  /** As {@link KeyFolder.loadOrCreate}. */
  loadOrCreate(name: string, kind: SigningKind): Promise<SigningKey>;
}

/** Keys in files, or in memory. */
export function signingKeysIn(folder: KeyFolder): SigningKeys {
  return {
    protection: folder.protection,
    has: (name) => folder.has(name),
    loadOrCreate: async (name, kind) => signingKeyOf(await folder.loadOrCreate(name, kind), kind),
  };
}

/** Octets of r and of s, each. */
const NUMBER_OCTETS = { 'ec-p256': 32, 'ec-p384': 48 } as const;

function inJws(signature: Uint8Array, kind: SigningKind): Uint8Array {
  return kind === 'rsa-2048' ? new Uint8Array(signature) : ecdsaFromDer(signature, NUMBER_OCTETS[kind]);
}

function signingKeyOf(key: KeyObject, kind: SigningKind): SigningKey {
  const hash = SIGNING_HASH[kind];
  return {
    kind,
    publicKey: Uint8Array.from(createPublicKey(key).export({ format: 'der', type: 'spki' })),
    sign: (bytes) => new Uint8Array(sign(hash, bytes, key)),
    signForJws: (bytes) => inJws(sign(hash, bytes, key), kind),
    signBeside: async (bytes) => new Uint8Array(await signInPool(hash, bytes, key)),
    begin: () => {
      const signing = createSign(hash);
      return {
        update: (bytes) => void signing.update(bytes),
        sign: () => new Uint8Array(signing.sign(key)),
      };
    },
  };
}
