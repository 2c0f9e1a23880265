import type { Form } from '@kazasu/server/http';
import type { Client } from '../client/index.ts';
import { TokenError } from '../client-authentication/index.ts';
import { continueSession, narrowScope } from '../grant/index.ts';
import { beforeRefresh } from '../sandbox/later.ts';
import { sessionResponse } from './respond.ts';
import { accessTokenKey, type TokenDeps } from './token-deps.ts';

/** RFC 6749 section 6; the new ID token carries no nonce (OpenID Connect Core 12.2). */
export async function grantRefreshToken(deps: TokenDeps, client: Client, form: Form, boundTo?: string) {
  const refreshToken = form.get('refresh_token');
  if (!refreshToken) throw new TokenError('invalid_request', 'No refresh token');
  const asked = form.get('scope') || undefined;
  await beforeRefresh(deps, { refreshToken, clientId: client.clientId });
  const { clientId } = client;
  const next = await continueSession(deps, { clientId, refreshToken, scope: asked, thumbprint: boundTo });
  const scope = narrowScope(next.session.scope, asked);
  return sessionResponse(deps, next.session, {
    refreshToken: next.refreshToken,
    scope,
    nonce: undefined,
    boundTo,
    accessTokenKey: accessTokenKey(deps, client),
  });
}
