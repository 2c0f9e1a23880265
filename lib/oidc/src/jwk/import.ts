import { BytesError, fromBase64url } from '@kazasu/bytes';
import { createPublicKey, type KeyObject } from '../crypto.ts';
import { OidcError } from '../error.ts';
import { type Algorithm, algorithmNamed, algorithmsOf, type VerificationKey } from '../jws/index.ts';

/** RFC 7518 section 6: members that only a private or symmetric key has. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;
/** A larger modulus makes every verification slow for everybody. */
const MAX_MODULUS_BYTES = 1024;
const MAX_KID = 255;

type Members = Readonly<Record<string, unknown>>;

/** How an RSA key is used whose JWK does not say: OpenID Connect's default, or FAPI 2.0's only choice. */
export type RsaAlgorithm = 'RS256' | 'PS256';

/**
 * Reads a public signature key. `oidc/jwk-private` where the sender published a private key, `oidc/jwk` for every
 * other key that we would not use: other types, curves or purposes, short or malformed.
 */
export function importJwk(jwk: Members, rsa: RsaAlgorithm = 'RS256'): VerificationKey {
  const { algorithm, key } = readJwk(jwk, rsa);
  const { kid } = jwk;
  return typeof kid === 'string' ? { algorithm, key, kid } : { algorithm, key };
}

export interface ReadJwk {
  readonly algorithm: Algorithm;
  readonly key: KeyObject;
  /** What makes the key, and nothing else. */
  readonly members: Readonly<Record<string, string>>;
}

export function readJwk(jwk: Members, rsa: RsaAlgorithm): ReadJwk {
  if (PRIVATE_MEMBERS.some((name) => Object.hasOwn(jwk, name))) {
    throw new OidcError('oidc/jwk-private', 'a private or symmetric key was given');
  }
  const algorithm = algorithmFor(jwk, rsa);
  checkPurpose(jwk, algorithm);
  const members = membersOf(jwk);
  const key = createKey(members);
  if (!algorithmsOf(key).includes(algorithm)) throw new OidcError('oidc/jwk', 'the key is too short');
  return { algorithm, key, members };
}

function algorithmFor({ kty, crv, alg }: Members, rsa: RsaAlgorithm): Algorithm {
  if (kty === 'EC' && crv === 'P-256') return 'ES256';
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA';
  if (kty === 'RSA') return alg === 'RS256' || alg === 'PS256' ? alg : rsa;
  throw new OidcError('oidc/jwk', 'only P-256, Ed25519 and RSA keys are used');
}

function membersOf(jwk: Members): Record<string, string> {
  if (jwk.kty === 'EC') return ecMembers(jwk);
  return jwk.kty === 'RSA' ? rsaMembers(jwk) : { kty: 'OKP', crv: 'Ed25519', x: octets(jwk.x, 32, 32) };
}

/** RFC 7517 sections 4.2–4.5: every member that is there must allow verifying with this algorithm. */
function checkPurpose({ use, alg, key_ops: operations, kid }: Members, algorithm: Algorithm): void {
  if (use !== undefined && use !== 'sig') throw new OidcError('oidc/jwk', 'use must be sig');
  if (alg !== undefined && (typeof alg !== 'string' || algorithmNamed(alg) !== algorithm))
    throw new OidcError('oidc/jwk', `alg must be ${algorithm}`);
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) {
    throw new OidcError('oidc/jwk', 'key_ops must include verify');
  }
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > MAX_KID)) {
    throw new OidcError('oidc/jwk', 'kid must be a string of at most 255 characters');
  }
}

function ecMembers({ x, y }: Members): Record<string, string> {
  return { kty: 'EC', crv: 'P-256', x: octets(x, 32, 32), y: octets(y, 32, 32) };
}

/**
 * The public exponent must be odd and from 65537 on, the least odd number of three bytes: low exponents have a
 * history of forgeries.
 */
function rsaMembers({ n, e }: Members): Record<string, string> {
  const exponent = octets(e, 3, 4);
  const bytes = fromBase64url(exponent);
  if (bytes[0] === 0 || (bytes.at(-1) ?? 0) % 2 === 0) {
    throw new OidcError('oidc/jwk', 'the RSA exponent must be odd and at least 65537');
  }
  const modulus = octets(n, 256, MAX_MODULUS_BYTES);
  if (fromBase64url(modulus)[0] === 0) throw new OidcError('oidc/jwk', 'the RSA modulus has a leading zero');
  return { kty: 'RSA', n: modulus, e: exponent };
}

function octets(value: unknown, min: number, max: number): string {
  if (typeof value !== 'string' || value.length > max * 2)
    throw new OidcError('oidc/jwk', 'a member is missing or long');
  try {
    const { length } = fromBase64url(value);
    if (length >= min && length <= max) return value;
  } catch (error) {
    if (!(error instanceof BytesError)) throw error;
  }
  throw new OidcError('oidc/jwk', 'a member has the wrong length');
}

function createKey(jwk: Record<string, string>): KeyObject {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch (error) {
    throw new OidcError('oidc/jwk', 'not a key', error);
  }
}
