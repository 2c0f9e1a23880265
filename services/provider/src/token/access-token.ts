import { createMacJws, OidcError, type Scope, signJws, verifyJws, verifyMacJws } from '@kazasu/oidc';
import { asSecret, type Secret } from '@kazasu/server/log';
import { randomId } from '@kazasu/server/random';
import * as v from 'valibot';
import type { AccessTokenKey, AccessTokenKeys } from '../key/index.ts';

/** What an access token says; relying parties take it as opaque. Times are seconds since 1970. */
export interface AccessToken {
  readonly issuer: string;
  readonly clientId: string;
  readonly subject: string;
  readonly scope: readonly Scope[];
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** RFC 7638 of the key that it is bound to; absent for a bearer token. */
  readonly boundTo?: string | undefined;
  /** Absent for a client's own token. */
  readonly session?: { readonly id: string; readonly authTime: number; readonly acr: string } | undefined;
}

/** Members and order of the product behind the service, as far as they are known, whatever key it is made with. */
export function createAccessToken(token: AccessToken, key: AccessTokenKey): string {
  const claims = {
    exp: token.expiresAt,
    iat: token.issuedAt,
    auth_time: token.session?.authTime,
    jti: randomId(),
    iss: token.issuer,
    aud: token.issuer,
    sub: token.subject,
    typ: token.boundTo === undefined ? 'Bearer' : 'DPoP',
    azp: token.clientId,
    session_state: token.session?.id,
    acr: token.session?.acr,
    scope: token.scope.join(' '),
    sid: token.session?.id,
    // RFC 9449 section 6.1.
    cnf: token.boundTo === undefined ? undefined : { jkt: token.boundTo },
  };
  return 'secret' in key ? createMacJws(claims, key) : signJws(claims, key);
}

const Claims = v.object({
  exp: v.number(),
  iat: v.number(),
  iss: v.string(),
  jti: v.string(),
  aud: v.string(),
  sub: v.string(),
  typ: v.picklist(['Bearer', 'DPoP']),
  azp: v.string(),
  scope: v.string(),
  sid: v.optional(v.string()),
  cnf: v.optional(v.object({ jkt: v.string() })),
});

export interface VerifiedAccessToken {
  readonly id: string;
  readonly clientId: string;
  readonly subject: Secret;
  readonly scope: readonly string[];
  readonly sessionId: string | undefined;
  /** RFC 7638 of the key that it is bound to; undefined for a bearer token. */
  readonly boundTo: string | undefined;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export type AccessTokenFault = 'malformed' | 'expired';

/**
 * Reads a token of ours: MAC or signature, issuer, audience, kind, time. Our own clock made the times, so there is no
 * tolerance. Whether its session still lives is the caller's to find out.
 */
export function verifyAccessToken(
  token: string,
  keys: AccessTokenKeys,
  { issuer, time }: { readonly issuer: string; readonly time: number },
): VerifiedAccessToken | AccessTokenFault {
  const result = v.safeParse(Claims, claimsOf(token, keys));
  if (!result.success) return 'malformed';
  const { jti, exp, iat, iss, aud, sub, azp, scope, sid, typ, cnf } = result.output;
  if (iss !== issuer || aud !== issuer || (typ === 'DPoP') !== (cnf !== undefined)) return 'malformed';
  if (exp * 1000 <= time) return 'expired';
  return {
    id: jti,
    clientId: azp,
    subject: asSecret(sub),
    scope: scope.split(' '),
    sessionId: sid,
    boundTo: cnf?.jkt,
    issuedAt: iat,
    expiresAt: exp,
  };
}

/** Undefined for whatever was not made with these keys. */
function claimsOf(token: string, { macs, signatures }: AccessTokenKeys): unknown {
  const claims = verifyMacJws(token, macs);
  if (claims !== undefined) return claims;
  try {
    return verifyJws(token, signatures).claims;
  } catch (error) {
    if (error instanceof OidcError) return undefined;
    throw error;
  }
}
