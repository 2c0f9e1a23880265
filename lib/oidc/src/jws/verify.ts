import type { KeyObject } from '../crypto.ts';
import { OidcError } from '../error.ts';
import { type Algorithm, algorithmNamed, algorithmsOf } from './algorithm.ts';
import { type ParsedJws, parseJws } from './parse.ts';
import { verifyOctets } from './primitive.ts';

export interface VerificationKey {
  readonly algorithm: Algorithm;
  /** A public key that fits the algorithm. */
  readonly key: KeyObject;
  readonly kid?: string | undefined;
}

/** Each try costs a public-key operation that anybody can ask for. */
const MAX_TRIES = 10;

/** True where the key verifies the token; the header's algorithm must be the key's own. Never throws. */
export function verifySignature(jws: ParsedJws, { algorithm, key }: VerificationKey): boolean {
  if (algorithmNamed(jws.header.alg) !== algorithm) return false;
  if (key.type !== 'public' || !algorithmsOf(key).includes(algorithm)) return false;
  return verifyOctets(algorithm, key, jws.signingInput, jws.signature);
}

/**
 * The registered keys that may have signed the token: those of its algorithm and, where it names one, with its
 * `kid`. No `kid` leaves all keys of the algorithm. `oidc/jws-algorithm` where no key has the algorithm,
 * `oidc/jws-key` where none has the `kid`.
 */
export function candidateKeys(jws: ParsedJws, keys: readonly VerificationKey[]): VerificationKey[] {
  const { kid } = jws.header;
  const algorithm = algorithmNamed(jws.header.alg);
  const fitting = keys.filter((key) => key.algorithm === algorithm);
  if (fitting.length === 0) throw new OidcError('oidc/jws-algorithm', 'no registered key has the algorithm');
  const named = kid === undefined ? fitting : fitting.filter((key) => key.kid === kid);
  if (named.length === 0) throw new OidcError('oidc/jws-key', 'no registered key has the kid');
  return named.slice(0, MAX_TRIES);
}

/** Parses and verifies with the keys of a registration; adds `oidc/jws-signature` to the errors of its parts. */
export function verifyJws(token: string, keys: readonly VerificationKey[]): ParsedJws {
  const jws = parseJws(token);
  const signed = candidateKeys(jws, keys).some((key) => verifySignature(jws, key));
  if (!signed) throw new OidcError('oidc/jws-signature', 'signature does not verify');
  return jws;
}
