import {
  OidcError,
  type Scope,
  type SigningKey,
  signJws,
  type VerificationKey,
  verifyJws,
} from '@kazasu/oidc';
import { randomId } from '@kazasu/server/random';
import * as v from 'valibot';

/** What an access token says; relying parties take it as opaque. Times are seconds since 1970. */
export interface AccessToken {
  readonly issuer: string;
  readonly clientId: string;
  readonly subject: string;
  readonly scope: readonly Scope[];
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Absent for a client's own token. */
  readonly session?: { readonly id: string; readonly authTime: number; readonly acr: string } | undefined;
}

/** Members and order of the product behind the service, as far as they are known. */
export function createAccessToken(token: AccessToken, key: SigningKey): string {
  return signJws(
    {
      exp: token.expiresAt,
      iat: token.issuedAt,
      auth_time: token.session?.authTime,
      jti: randomId(),
      iss: token.issuer,
      aud: token.issuer,
      sub: token.subject,
      typ: 'Bearer',
      azp: token.clientId,
      session_state: token.session?.id,
      acr: token.session?.acr,
      scope: token.scope.join(' '),
      sid: token.session?.id,
    },
    key,
  );
}

const Claims = v.object({
  exp: v.number(),
  iat: v.number(),
  iss: v.string(),
  aud: v.string(),
  sub: v.string(),
  typ: v.literal('Bearer'),
  azp: v.string(),
  scope: v.string(),
  sid: v.optional(v.string()),
});

export interface VerifiedAccessToken {
  readonly clientId: string;
  readonly subject: string;
  readonly scope: readonly string[];
  readonly sessionId: string | undefined;
}

export type AccessTokenFault = 'malformed' | 'expired';

/**
 * Reads a token of ours: signature, issuer, audience, kind, time. Our own clock made the times, so there is no
 * tolerance. Whether its session still lives is the caller's to find out.
 */
export function verifyAccessToken(
  token: string,
  keys: readonly VerificationKey[],
  { issuer, time }: { readonly issuer: string; readonly time: number },
): VerifiedAccessToken | AccessTokenFault {
  const result = v.safeParse(Claims, claimsOf(token, keys));
  if (!result.success) return 'malformed';
  const { exp, iss, aud, sub, azp, scope, sid } = result.output;
  if (iss !== issuer || aud !== issuer) return 'malformed';
  if (exp * 1000 <= time) return 'expired';
  return { clientId: azp, subject: sub, scope: scope.split(' '), sessionId: sid };
}

/** Undefined for whatever was not signed by these keys. */
function claimsOf(token: string, keys: readonly VerificationKey[]): unknown {
  try {
    return verifyJws(token, keys).claims;
  } catch (error) {
    if (error instanceof OidcError) return undefined;
    throw error;
  }
}
