import type { ProviderDeps } from '../deps.ts';
import { findByRefreshTokenText, findLiveSession, type Session } from '../grant/index.ts';
import { REVOKED_TOKENS } from '../revocation/index.ts';
import { type VerifiedAccessToken, verifyAccessToken } from '../token/access-token.ts';

/** RFC 7662 section 2.2, with `cnf` of RFC 9449 section 6.2. Times are seconds since 1970. */
export type Introspection =
  | { readonly active: false }
  | {
      readonly active: true;
      readonly iss: string;
      readonly client_id: string;
      readonly sub: string;
      readonly scope: string;
      readonly exp: number;
      readonly aud?: string;
      readonly iat?: number;
      readonly token_type?: 'Bearer' | 'DPoP';
      readonly cnf?: { readonly jkt: string };
      readonly sid?: string;
      readonly auth_time?: number;
      readonly acr?: string;
    };

const INACTIVE = { active: false } as const;

type DescribeDeps = Pick<ProviderDeps, 'config' | 'store' | 'clock' | 'keys'>;

/** What a client may know of a token: everything of its own that still counts, and nothing of any other. Asking changes nothing. */
export async function describeToken(
  deps: DescribeDeps,
  text: string,
  clientId: string,
): Promise<Introspection> {
  const { issuer } = deps.config;
  const time = deps.clock.now();
  const token = verifyAccessToken(text, deps.keys.signing.accessTokenVerification, { issuer, time });
  if (typeof token === 'string') return describeRefreshToken(deps, text, clientId);
  if (token.clientId !== clientId) return INACTIVE;
  if (token.sessionId === undefined) {
    return (await REVOKED_TOKENS.has(deps.store, token.id)) ? INACTIVE : describeAccessToken(issuer, token);
  }
  const session = await findLiveSession(deps.store, token.sessionId, time);
  const isAlive = session?.clientId === clientId && session.subject === token.subject;
  return isAlive ? { ...describeAccessToken(issuer, token), ...about(session) } : INACTIVE;
}

function describeAccessToken(issuer: string, token: VerifiedAccessToken): Introspection {
  return {
    active: true,
    iss: issuer,
    client_id: token.clientId,
    sub: token.subject,
    aud: issuer,
    scope: token.scope.join(' '),
    iat: token.issuedAt,
    exp: token.expiresAt,
    token_type: token.boundTo === undefined ? 'Bearer' : 'DPoP',
    ...(token.boundTo !== undefined && { cnf: { jkt: token.boundTo } }),
  };
}

/** Only the one that would be taken: used ones are not active, and are not held against anybody here. */
async function describeRefreshToken(
  { config, store, clock }: DescribeDeps,
  text: string,
  clientId: string,
): Promise<Introspection> {
  const session = await findByRefreshTokenText(store, text);
  if (session?.clientId !== clientId || session.expiresAt <= clock.now()) return INACTIVE;
  return {
    active: true,
    iss: config.issuer,
    client_id: clientId,
    sub: session.subject,
    scope: session.scope.join(' '),
    exp: Math.floor(session.expiresAt / 1000),
    ...(session.dpopJkt !== undefined && { cnf: { jkt: session.dpopJkt } }),
    ...about(session),
  };
}

function about({ sessionId, authTime, acr }: Session) {
  return { sid: sessionId, auth_time: Math.floor(authTime / 1000), acr };
}
