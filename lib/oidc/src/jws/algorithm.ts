import type { KeyObject } from '../crypto.ts';

/**
 * RFC 7518 section 3.1 and RFC 8037. RS256 is what most relying parties of the service use; FAPI 2.0 forbids it and
 * takes the other three.
 */
export const ALGORITHMS = ['ES256', 'PS256', 'EdDSA', 'RS256'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** FAPI 2.0 Security Profile section 5.4.1; EdDSA with Ed25519 alone. */
export const STRICT_ALGORITHMS = ['ES256', 'PS256', 'EdDSA'] as const satisfies readonly Algorithm[];

/**
 * The algorithms a key can be used with, the usual one first; none for keys we do not use (curves other than P-256
 * and Ed25519, RSA under 2048 bits).
 */
export function algorithmsOf(key: KeyObject): readonly Algorithm[] {
  const known = algorithms.get(key) ?? readAlgorithms(key);
  algorithms.set(key, known);
  return known;
}

/** A key never changes, and asking the engine what it is costs more than a hash. */
const algorithms = new WeakMap<KeyObject, readonly Algorithm[]>();

function readAlgorithms(key: KeyObject): readonly Algorithm[] {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'ec') return details?.namedCurve === 'prime256v1' ? ['ES256'] : [];
  if (type === 'rsa') return (details?.modulusLength ?? 0) >= 2048 ? ['RS256', 'PS256'] : [];
  return type === 'ed25519' ? ['EdDSA'] : [];
}

/** The usual algorithm of a key; undefined for keys that we do not use. */
export function algorithmOf(key: KeyObject): Algorithm | undefined {
  return algorithmsOf(key)[0];
}

/** What a header's `alg` means: RFC 9864 gave EdDSA with Ed25519 a second name, which newer libraries write. */
export function algorithmNamed(alg: string): Algorithm | undefined {
  if (alg === 'Ed25519') return 'EdDSA';
  return (ALGORITHMS as readonly string[]).includes(alg) ? (alg as Algorithm) : undefined;
}
