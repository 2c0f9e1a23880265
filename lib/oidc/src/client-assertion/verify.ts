import { checkTimes, numberClaim, numericDate, stringClaim } from '../claims/index.ts';
import { OidcError } from '../error.ts';
import { candidateKeys, type VerificationKey, verifySignature } from '../jws/index.ts';
import { type Audience, checkAudience } from './audience.ts';
import type { ParsedClientAssertion } from './parse.ts';
import { type AssertionProfile, type Lenience, ORDINARY_LIFETIME, STRICTLY } from './profile.ts';

export interface AssertionContext {
  readonly audience: Audience;
  /** The client's registered keys. */
  readonly keys: readonly VerificationKey[];
  readonly profile: AssertionProfile;
  /** Milliseconds since 1970. */
  readonly time: number;
}

export interface VerifiedClientAssertion {
  readonly clientId: string;
  /** To be used once. */
  readonly jti: string;
  /** Milliseconds since 1970; a memory of used `jti` must outlive it by the clock tolerance. */
  readonly expiresAt: number;
  /** What `iat` says, by the client's clock, milliseconds since 1970; undefined where it says nothing. */
  readonly issuedAt: number | undefined;
  readonly leniences: readonly Lenience[];
}

const MAX_JTI = 255;

/**
 * Judges a parsed assertion: algorithm and key, signature, times, lifetime, audience, `jti`, in this order.
 * Errors: `oidc/jws-algorithm`, `oidc/jws-key`, `oidc/jws-signature`, `oidc/expiry-missing`, `oidc/expired`,
 * `oidc/not-yet-valid`, `oidc/issued-in-future`, `oidc/expiry-too-far`, `oidc/audience`, `oidc/jti-missing`,
 * `oidc/claims`.
 */
export function verifyClientAssertion(
  { clientId, jws }: ParsedClientAssertion,
  { audience, keys, profile, time }: AssertionContext,
): VerifiedClientAssertion {
  const allowed = keys.filter(({ algorithm }) => profile.algorithms.includes(algorithm));
  if (!candidateKeys(jws, allowed).some((key) => verifySignature(jws, key))) {
    throw new OidcError('oidc/jws-signature', 'signature does not verify');
  }
  const now = time / 1000;
  const exp = numericDate(jws.claims, 'exp');
  const iat = numberClaim(jws.claims, 'iat');
  const expiry = checkTimes(
    { exp: exp.seconds, nbf: numberClaim(jws.claims, 'nbf'), iat },
    now,
    profile.clockTolerance,
  );
  const ahead = checkLifetime(expiry - now, profile);
  const leniences = [...ahead, ...checkAudience(jws.claims.aud, audience)];
  if (exp.asString) leniences.push('expiry-as-string');
  if (iat === undefined) leniences.push('issued-at-absent');
  if (jws.header.kid === undefined) leniences.push('kid-absent');
  const jti = readJti(jws.claims);
  return {
    clientId,
    jti,
    expiresAt: Math.ceil(expiry * 1000),
    issuedAt: iat === undefined ? undefined : Math.floor(iat * 1000),
    leniences: takenBy(profile, leniences),
  };
}

/** The leniences to be counted; a strict profile has none, and refuses the first that is one. */
function takenBy({ name }: AssertionProfile, leniences: readonly Lenience[]): readonly Lenience[] {
  if (name === 'compatible') return leniences;
  for (const lenience of leniences) {
    const refusal = STRICTLY[lenience];
    if (refusal !== undefined) throw new OidcError(refusal, `${lenience} is refused`);
  }
  return [];
}

/** The client's clock may run ahead of ours by the tolerance. */
function checkLifetime(ahead: number, { maxLifetime, clockTolerance }: AssertionProfile): Lenience[] {
  if (ahead > maxLifetime + clockTolerance) {
    throw new OidcError('oidc/expiry-too-far', 'exp is too far in the future');
  }
  return ahead > ORDINARY_LIFETIME ? ['long-lived'] : [];
}

function readJti(claims: Readonly<Record<string, unknown>>): string {
  const jti = stringClaim(claims, 'jti');
  if (jti === undefined || jti === '') throw new OidcError('oidc/jti-missing', 'claim jti is missing');
  if (jti.length > MAX_JTI) throw new OidcError('oidc/claims', 'claim jti is too long');
  return jti;
}
