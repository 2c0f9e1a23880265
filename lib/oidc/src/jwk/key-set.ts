import { OidcError } from '../error.ts';
import { parseJsonObject } from '../json/index.ts';
import type { VerificationKey } from '../jws/index.ts';
import { importJwk, type RsaAlgorithm } from './import.ts';

/** RFC 7517 section 5. */
export interface KeySet {
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

const MAX_KEYS = 20;

/** Reads a JWK Set from its JSON: `oidc/json`, or `oidc/jwk` where it is not a set of at most twenty keys. */
export function parseKeySet(bytes: Uint8Array): KeySet {
  const { keys } = parseJsonObject(bytes);
  if (!Array.isArray(keys) || keys.length > MAX_KEYS) throw new OidcError('oidc/jwk', 'not a set of keys');
  if (!keys.every((key) => typeof key === 'object' && key !== null && !Array.isArray(key))) {
    throw new OidcError('oidc/jwk', 'not a set of keys');
  }
  return { keys };
}

/**
 * The keys of a set that can verify. Keys that we would not use are left out, as RFC 7517 section 5 asks; a
 * published private key is among them: nobody may vouch with it any more. `rsa` as in {@link importJwk}.
 */
export function importKeySet(set: KeySet, rsa: RsaAlgorithm = 'RS256'): VerificationKey[] {
  return set.keys.slice(0, MAX_KEYS).flatMap((jwk) => {
    try {
      return [importJwk(jwk, rsa)];
    } catch (error) {
      if (error instanceof OidcError) return [];
      throw error;
    }
  });
}
