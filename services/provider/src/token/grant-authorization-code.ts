import type { Form } from '@kazasu/server/http';
import type { Client } from '../client/index.ts';
import { TokenError } from '../client-authentication/index.ts';
import { redeemCode } from '../grant/index.ts';
import { beforeToken } from '../sandbox/later.ts';
import { sessionResponse } from './respond.ts';
import { accessTokenKey, type TokenDeps } from './token-deps.ts';

/** RFC 6749 section 4.1.3 with RFC 7636: what was promised at authorization is demanded here. */
export async function grantAuthorizationCode(deps: TokenDeps, client: Client, form: Form, boundTo?: string) {
  const code = form.get('code');
  if (!code) throw new TokenError('invalid_request', 'Missing parameter: code');
  await beforeToken(deps, { code, clientId: client.clientId });
  const { session, refreshToken } = await redeemCode(deps, {
    clientId: client.clientId,
    code,
    redirectUri: form.get('redirect_uri'),
    codeVerifier: form.get('code_verifier') || undefined,
    thumbprint: boundTo,
  });
  return sessionResponse(deps, session, {
    refreshToken,
    scope: session.scope,
    nonce: session.nonce,
    boundTo,
    accessTokenKey: accessTokenKey(deps, client),
  });
}
