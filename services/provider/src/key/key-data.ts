import type { KeyKind } from '@kazasu/server/keys';
import { DIVERGENCES } from '../divergences.ts';

/** What a key is for. None serves two purposes. */
export const KEY_PURPOSES = [
  'id-token',
  'access-token',
  'access-token-rsa',
  'access-token-mac',
  'items',
  'person',
  'subject',
  'dpop-nonce',
  'administration',
] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

/** Those that make tokens: believed for as long as those live, changed on schedule, replaced when stolen. */
export type SigningPurpose = Extract<KeyPurpose, `${string}-token${string}`>;
export type SecretPurpose = Exclude<KeyPurpose, SigningPurpose>;

export const SIGNING_PURPOSES = [
  'id-token',
  'access-token',
  'access-token-rsa',
  'access-token-mac',
] as const satisfies SigningPurpose[];
export const SECRET_PURPOSES = [
  'items',
  'person',
  'subject',
  'dpop-nonce',
  'administration',
] as const satisfies SecretPurpose[];

export const KEY_KIND = {
  'id-token': 'ec-p256',
  'access-token': 'ec-p256',
  'access-token-rsa': 'rsa-2048',
  'access-token-mac': 'secret-256',
  items: 'secret-256',
  person: 'secret-256',
  subject: 'secret-256',
  'dpop-nonce': 'secret-256',
  administration: 'secret-256',
} as const satisfies { readonly [purpose in KeyPurpose]: KeyKind };

/**
 * Those that change. Person ids are made with `person` for certificates that nobody keeps, so that they could not be made anew; what it
 * guards is guarded by `subject` once more. What `administration` seals stays in all its versions.
 */
export const ROTATED_PURPOSES = [
  ...SIGNING_PURPOSES,
  'items',
  'subject',
  'dpop-nonce',
] as const satisfies KeyPurpose[];

/** One version of a key as the database knows it: everything but the key. Times are milliseconds since 1970. */
export interface KeyRecord {
  readonly purpose: KeyPurpose;
  /** Counts up from 1 within the purpose. */
  readonly version: number;
  /** Thumbprint of a signing key (RFC 7638), check value of a secret: whoever opens another key notices. */
  readonly keyId: string;
  /** Under which the key lies in the key folder or the token. */
  readonly name: string;
  readonly createdAt: number;
  /** From when it is used. Before, it is published and verifies. */
  readonly activeAt: number;
  /** From when it is neither used nor believed, whatever else would hold. */
  readonly endedAt: number | null;
  readonly destroyedAt: number | null;
}

/** Clocks of two nodes differ by less; a token is never refused because its key left with the last second of its life. */
const SKEW_MS = 60_000;

/**
 * How long a signing key verifies after another took its place: as long as what it signed last may be shown. An ID token is shown again
 * as a hint for as long as its session may live.
 */
export const KEEP_MS: { readonly [purpose in SigningPurpose]: number } = {
  'id-token': DIVERGENCES.sessionLifetimeMs.value + SKEW_MS,
  'access-token': DIVERGENCES.accessTokenLifetimeMs.value + SKEW_MS,
  'access-token-rsa': DIVERGENCES.accessTokenLifetimeMs.value + SKEW_MS,
  'access-token-mac': DIVERGENCES.accessTokenLifetimeMs.value + SKEW_MS,
};

export function isSigning(purpose: KeyPurpose): purpose is SigningPurpose {
  return (SIGNING_PURPOSES as readonly KeyPurpose[]).includes(purpose);
}

/** Of a key pair, which can lie in a PKCS#11 token; a secret lies in the folder. */
export type KeyPairPurpose = Exclude<SigningPurpose, 'access-token-mac'>;

export function isKeyPair(purpose: KeyPurpose): purpose is KeyPairPurpose {
  return KEY_KIND[purpose] !== 'secret-256';
}
