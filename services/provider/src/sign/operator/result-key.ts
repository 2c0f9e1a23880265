import { BytesError, fromBase64url } from '@kazasu/bytes';
import { createPublicKey, type KeyObject } from '../../crypto.ts';
import { DIVERGENCES } from '../../divergences.ts';

type Members = Readonly<Record<string, unknown>>;

/** A public key that a signed result can be encrypted for. */
export interface ResultKey {
  readonly algorithm: 'RSA-OAEP-256' | 'ECDH-ES';
  readonly kid: string;
  readonly key: KeyObject;
}

/** RFC 7518 section 6: members that only a private or symmetric key has. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const KID_MAX = 255;
/** 2048 to 8192 bits: below it is too weak, above it costs everybody. */
const MODULUS_OCTETS = { min: 256, max: 1024 } as const;
const CURVES: { readonly [crv: string]: number } = { 'P-256': 32, 'P-384': 48 };

/** What `key_ops` must name (RFC 7517 section 4.3): of a public key for agreement some write what its private half does. */
const OPERATIONS: { readonly [algorithm in ResultKey['algorithm']]: readonly string[] } = {
  'RSA-OAEP-256': ['wrapKey', 'encrypt'],
  'ECDH-ES': ['deriveKey', 'deriveBits'],
};

/**
 * Reads a public key for encryption. Undefined for everything that we would not use: private keys, other types, curves or lengths,
 * keys without a name, and keys of which nothing says that they are for encryption, since a key that verifies signatures
 * must never come to open signed results too.
 */
export function importResultKey(jwk: Members): ResultKey | undefined {
  const { kid } = jwk;
  if (PRIVATE_MEMBERS.some((name) => Object.hasOwn(jwk, name))) return undefined;
  if (typeof kid !== 'string' || kid === '' || kid.length > KID_MAX) return undefined;
  const algorithm = jwk.kty === 'RSA' ? 'RSA-OAEP-256' : jwk.kty === 'EC' ? 'ECDH-ES' : undefined;
  if (algorithm === undefined || !isForEncryption(jwk, algorithm)) return undefined;
  const numbers = algorithm === 'ECDH-ES' ? pointOf(jwk) : rsaNumbersOf(jwk);
  const key = numbers && readKey(numbers);
  return key && { algorithm, kid, key };
}

/** The usable keys of a set, in its order. */
export function importResultKeys({ keys }: { readonly keys: readonly Members[] }): ResultKey[] {
  return keys.flatMap((jwk) => importResultKey(jwk) ?? []);
}

/** The key that is used now: an operator that changes keys puts the new one in front. */
export function chosenKey(keys: readonly ResultKey[]): ResultKey | undefined {
  return DIVERGENCES.signedResultKey.value === 'first' ? keys[0] : keys.at(-1);
}

/** Every member that is there must agree, and one must say it. */
function isForEncryption(
  { use, alg, key_ops: operations }: Members,
  algorithm: ResultKey['algorithm'],
): boolean {
  if (use !== undefined && use !== 'enc') return false;
  if (alg !== undefined && alg !== algorithm) return false;
  if (operations !== undefined) {
    if (!Array.isArray(operations)) return false;
    if (!OPERATIONS[algorithm].some((operation) => operations.includes(operation))) return false;
  }
  return use !== undefined || alg !== undefined || operations !== undefined;
}

function pointOf({ crv, x, y }: Members): Members | undefined {
  const length = typeof crv === 'string' && Object.hasOwn(CURVES, crv) ? CURVES[crv] : undefined;
  if (length === undefined) return undefined;
  return octetsOf(x)?.length === length && octetsOf(y)?.length === length
    ? { kty: 'EC', crv, x, y }
    : undefined;
}

function rsaNumbersOf({ n, e }: Members): Members | undefined {
  const modulus = octetsOf(n);
  const exponent = octetsOf(e);
  if (modulus === undefined || exponent === undefined) return undefined;
  const { min, max } = MODULUS_OCTETS;
  const bounded = modulus.length >= min && modulus.length <= max && (modulus[0] ?? 0) !== 0;
  // A modulus of 256 octets that begins with a zero bit has fewer than 2048.
  if (!bounded || (modulus.length === min && (modulus[0] ?? 0) < 0x80)) return undefined;
  // Odd, and from 65537 on, the least odd number of three octets.
  const odd = ((exponent.at(-1) ?? 0) & 1) === 1 && (exponent[0] ?? 0) !== 0;
  return odd && exponent.length >= 3 && exponent.length <= 4 ? { kty: 'RSA', n, e } : undefined;
}

function octetsOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || value.length > 2 * MODULUS_OCTETS.max) return undefined;
  try {
    return fromBase64url(value);
  } catch (error) {
    if (error instanceof BytesError) return undefined;
    throw error;
  }
}

/** A point that is not on its curve is no key. */
function readKey(jwk: Members): KeyObject | undefined {
  try {
    return createPublicKey({ key: { ...jwk }, format: 'jwk' });
  } catch {
    return undefined;
  }
}
