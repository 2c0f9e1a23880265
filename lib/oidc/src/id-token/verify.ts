import { checkTimes, numberClaim, stringClaim } from '../claims/index.ts';
import { OidcError, type OidcErrorCode } from '../error.ts';
import { checkPlainType, type ParsedJws, parseJws, type VerificationKey, verifyJws } from '../jws/index.ts';
import { accessTokenHash } from './hash.ts';
import type { IdToken } from './id-token.ts';

export interface IdTokenContext {
  /** The provider's keys. */
  readonly keys: readonly VerificationKey[];
  readonly issuer: string;
  readonly clientId: string;
  /** As sent with the authorization request. */
  readonly nonce: string;
  /** The access token that came with the ID token. */
  readonly accessToken: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

type Claims = ParsedJws['claims'];

/**
 * OpenID Connect Core 3.1.3.7 and 3.1.3.8: signature, `iss`, `aud`, `azp`, times, `nonce`, `at_hash`, `sub`.
 * Each has its own code in OidcError; whatever is absent is refused.
 */
export function verifyIdToken(token: string, context: IdTokenContext): IdToken {
  const claims = signedClaims(token, context.keys);
  equal(claims, 'nonce', context.nonce, 'oidc/nonce');
  return read(claims, context);
}

export interface RefreshedIdTokenContext extends Omit<IdTokenContext, 'nonce'> {
  /** The ID token of the login, which was verified then. */
  readonly original: string;
}

/**
 * The ID token of a refresh (OpenID Connect Core 12.2): as one of a login, about the same person and the same login; a `nonce`, which it
 * should not have, is that of the login. Errors: those of `verifyIdToken`.
 */
export function verifyRefreshedIdToken(token: string, context: RefreshedIdTokenContext): IdToken {
  const claims = signedClaims(token, context.keys);
  const original = parseJws(context.original).claims;
  if (claims.nonce !== undefined && claims.nonce !== original.nonce) {
    throw new OidcError('oidc/nonce', 'claim nonce is not that of the login');
  }
  const refreshed = read(claims, context);
  if (refreshed.subject !== original.sub) {
    throw new OidcError('oidc/subject', 'claim sub is not that of the login');
  }
  if (refreshed.authTime !== original.auth_time) {
    throw new OidcError('oidc/claims', 'claim auth_time is not that of the login');
  }
  return refreshed;
}

/** The one key signs other things for a client too, and each of them says what it is (RFC 8725 sections 3.11 and 3.12). */
function signedClaims(token: string, keys: readonly VerificationKey[]): Claims {
  const { header, claims } = verifyJws(token, keys);
  checkPlainType(header);
  return claims;
}

function read(claims: Claims, context: Omit<IdTokenContext, 'nonce'>): IdToken {
  const issuer = equal(claims, 'iss', context.issuer, 'oidc/issuer');
  checkAudience(claims, context.clientId);
  const issuedAt = numberClaim(claims, 'iat');
  const times = { exp: numberClaim(claims, 'exp'), nbf: numberClaim(claims, 'nbf'), iat: issuedAt };
  const expiresAt = checkTimes(times, context.time / 1000);
  if (issuedAt === undefined) throw new OidcError('oidc/claims', 'claim iat is missing');
  const hash = equal(claims, 'at_hash', accessTokenHash(context.accessToken), 'oidc/token-hash');
  const subject = stringClaim(claims, 'sub');
  if (subject === undefined || subject === '' || subject.length > 255) {
    throw new OidcError('oidc/subject', 'claim sub must have 1 to 255 characters');
  }
  return {
    issuer,
    subject,
    audience: context.clientId,
    expiresAt,
    issuedAt,
    nonce: stringClaim(claims, 'nonce'),
    accessTokenHash: hash,
    authTime: numberClaim(claims, 'auth_time'),
    sessionId: stringClaim(claims, 'sid') ?? stringClaim(claims, 'session_state'),
    acr: stringClaim(claims, 'acr'),
    jti: stringClaim(claims, 'jti'),
  };
}

function equal(claims: Claims, name: string, expected: string, code: OidcErrorCode): string {
  if (stringClaim(claims, name) !== expected)
    throw new OidcError(code, `claim ${name} is not the expected one`);
  return expected;
}

/** An audience besides us is nobody we know, so it is refused; `azp`, if there, must be us (3.1.3.7 points 3–5). */
function checkAudience(claims: Claims, clientId: string): void {
  const { aud } = claims;
  const only = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud;
  if (only !== clientId) throw new OidcError('oidc/audience', 'claim aud is not this client alone');
  const azp = stringClaim(claims, 'azp');
  if (azp !== undefined && azp !== clientId)
    throw new OidcError('oidc/audience', 'claim azp is not this client');
}
