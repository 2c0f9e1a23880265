import { createTokenResponse, type Scope } from '@kazasu/oidc';
import type { Form } from '@kazasu/server/http';
import type { Client } from '../client/index.ts';
import { TokenError } from '../client-authentication/index.ts';
import { DIVERGENCES } from '../divergences.ts';
import { createAccessToken } from './access-token.ts';
import { accessTokenKey, type TokenDeps } from './token-deps.ts';

const GRANTED: readonly Scope[] = [DIVERGENCES.clientCredentialsScope.value];

/**
 * RFC 6749 section 4.4: a client's own token, the first step of signing. Only for clients that may sign; it carries
 * that scope alone, whatever else is asked for with `openid`, because there is no person in it.
 */
export async function grantClientCredentials(deps: TokenDeps, client: Client, form: Form, boundTo?: string) {
  if (!client.scopes.includes('sign')) {
    throw new TokenError('unauthorized_client', 'Client not enabled to retrieve service account', 401);
  }
  const asked = (form.get('scope') ?? '').split(' ').filter((word) => word !== '' && word !== 'openid');
  if (!asked.every((word) => (GRANTED as readonly string[]).includes(word))) {
    throw new TokenError('invalid_scope', `Invalid scopes: ${form.get('scope')}`);
  }
  const issuedAt = Math.floor(deps.clock.now() / 1000);
  const expiresIn = DIVERGENCES.accessTokenLifetimeMs.value / 1000;
  const claims = {
    issuer: deps.config.issuer,
    clientId: client.clientId,
    subject: client.clientId,
    scope: GRANTED,
    issuedAt,
    expiresAt: issuedAt + expiresIn,
    boundTo,
  };
  const accessToken = createAccessToken(claims, accessTokenKey(deps, client));
  return createTokenResponse({ accessToken, isBound: boundTo !== undefined, expiresIn, scope: GRANTED });
}
