import { checkTimes, numberClaim } from '../claims/index.ts';
import { OidcError } from '../error.ts';
import { checkPlainType, type VerificationKey, verifyJws } from '../jws/index.ts';

export interface SignedResponseContext {
  readonly issuer: string;
  readonly clientId: string;
  /** The provider's published keys. */
  readonly keys: readonly VerificationKey[];
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** What ID tokens, access tokens and answers about tokens have, and an answer never: no one of them is to pass for it (RFC 8725 section 3.12). */
const OTHERS = ['sub', 'nonce', 'at_hash', 'token_introspection'] as const;

function refuseOthers(claims: Readonly<Record<string, unknown>>): void {
  if (OTHERS.some((name) => claims[name] !== undefined)) {
    throw new OidcError('oidc/claims', 'the token is of another kind');
  }
}

const MEMBERS = ['state', 'iss', 'code', 'error', 'error_description', 'session_state'] as const;

/**
 * The answer that a signed response holds, as if it had come in the query: for `parseAuthorizationResponse`. Checked in the order of
 * JARM 2.4: the issuer, the audience (this client alone), the time, the signature. Errors: those of `verifyJws`, `oidc/issuer`,
 * `oidc/audience`, `oidc/expiry-missing`, `oidc/expired`, `oidc/claims`.
 */
export function parseSignedResponse(
  response: string,
  { issuer, clientId, keys, time }: SignedResponseContext,
): URLSearchParams {
  const { header, claims } = verifyJws(response, keys);
  checkPlainType(header);
  refuseOthers(claims);
  if (claims.iss !== issuer) throw new OidcError('oidc/issuer', 'the response is from another issuer');
  if (claims.aud !== clientId) throw new OidcError('oidc/audience', 'the response is for another client');
  checkTimes(
    { exp: numberClaim(claims, 'exp'), nbf: numberClaim(claims, 'nbf'), iat: numberClaim(claims, 'iat') },
    time / 1000,
  );
  const query = new URLSearchParams();
  for (const name of MEMBERS) {
    const value = claims[name];
    if (typeof value === 'string') query.set(name, value);
    else if (value !== undefined) throw new OidcError('oidc/claims', `claim ${name} must be a string`);
  }
  return query;
}
