import { checkTimes, numberClaim } from '../claims/index.ts';
import { OidcError } from '../error.ts';
import { type Algorithm, candidateKeys, type VerificationKey, verifySignature } from '../jws/index.ts';
import type { ParsedRequestObject } from './parse.ts';

export interface RequestObjectContext {
  readonly issuer: string;
  /** The client's registered keys. */
  readonly keys: readonly VerificationKey[];
  readonly algorithms: readonly Algorithm[];
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Seconds: FAPI 2.0 Message Signing 5.3.2 for both, how old `nbf` and how far behind it `exp` may be. */
const LONGEST = 3600;
const CLOCK_TOLERANCE = 10;

/**
 * Judges a parsed request object: algorithm and key, signature, audience, times. Errors: `oidc/jws-algorithm`, `oidc/jws-key`,
 * `oidc/jws-signature`, `oidc/audience`, `oidc/expiry-missing`, `oidc/expired`, `oidc/not-yet-valid`, `oidc/issued-in-future`,
 * `oidc/start-missing`, `oidc/start-too-old`, `oidc/expiry-too-far`, `oidc/claims`.
 */
export function verifyRequestObject(
  { jws }: ParsedRequestObject,
  { issuer, keys, algorithms, time }: RequestObjectContext,
): void {
  const allowed = keys.filter(({ algorithm }) => algorithms.includes(algorithm));
  if (!candidateKeys(jws, allowed).some((key) => verifySignature(jws, key))) {
    throw new OidcError('oidc/jws-signature', 'signature does not verify');
  }
  // Not an array: who is named beside us could bring the request here.
  if (jws.claims.aud !== issuer) throw new OidcError('oidc/audience', 'aud must be the issuer, as a string');
  const now = time / 1000;
  const nbf = numberClaim(jws.claims, 'nbf');
  const times = { exp: numberClaim(jws.claims, 'exp'), nbf, iat: numberClaim(jws.claims, 'iat') };
  const exp = checkTimes(times, now, CLOCK_TOLERANCE);
  if (nbf === undefined) throw new OidcError('oidc/start-missing', 'claim nbf is missing');
  if (nbf < now - LONGEST) throw new OidcError('oidc/start-too-old', 'nbf is more than an hour ago');
  if (exp > nbf + LONGEST) throw new OidcError('oidc/expiry-too-far', 'exp is more than an hour after nbf');
}
