import { accessTokenHash, createIdToken, createTokenResponse, type Scope } from '@kazasu/oidc';
import { stopwatch } from '@kazasu/server/clock';
import { randomId } from '@kazasu/server/random';
import { DIVERGENCES } from '../divergences.ts';
import type { Session } from '../grant/index.ts';
import type { AccessTokenKey } from '../key/index.ts';
import { createAccessToken } from './access-token.ts';
import type { TokenDeps } from './token-deps.ts';

export interface Issue {
  readonly refreshToken: string;
  /** Of the access token. */
  readonly scope: readonly Scope[];
  readonly nonce: string | undefined;
  /** RFC 7638 of the key that the access token is bound to. */
  readonly boundTo: string | undefined;
  /** Makes the access token. */
  readonly accessTokenKey: AccessTokenKey;
}

/** The tokens of a live session. */
export function sessionResponse(
  deps: TokenDeps,
  session: Session,
  { refreshToken, scope, nonce, boundTo, accessTokenKey }: Issue,
) {
  const now = deps.clock.now();
  const issuedAt = Math.floor(now / 1000);
  const lifetime = Math.floor((session.endsAt - now) / 1000);
  const expiresIn = Math.min(DIVERGENCES.accessTokenLifetimeMs.value / 1000, lifetime);
  const shared = { issuer: deps.config.issuer, subject: session.subject, issuedAt };
  const authTime = Math.floor(session.authTime / 1000);
  const elapsed = stopwatch();
  const accessToken = createAccessToken(
    {
      ...shared,
      clientId: session.clientId,
      scope,
      boundTo,
      expiresAt: issuedAt + expiresIn,
      session: { id: session.sessionId, authTime, acr: session.acr },
    },
    accessTokenKey,
  );
  const idToken = createIdToken(
    {
      ...shared,
      audience: session.clientId,
      expiresAt: issuedAt + DIVERGENCES.idTokenLifetimeMs.value / 1000,
      nonce,
      accessTokenHash: accessTokenHash(accessToken),
      authTime,
      sessionId: session.sessionId,
      acr: session.acr,
      jti: randomId(),
    },
    deps.signing.idToken,
  );
  deps.signs.observe(elapsed() / 1000);
  return createTokenResponse({
    accessToken,
    isBound: boundTo !== undefined,
    expiresIn,
    scope,
    refreshToken: { token: refreshToken, expiresIn: Math.floor((session.expiresAt - now) / 1000) },
    idToken,
    sessionState: session.sessionId,
  });
}
