import { hashToken } from '@kazasu/server/keys';
import { randomId, randomShortToken, randomToken } from '@kazasu/server/random';
import type { Context } from 'hono';
import type { AuthorizationRequest } from '../authorize/authorization-request.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { createCookie, interactionPath } from './cookie.ts';
import { insertInteraction } from './interaction-store.ts';

/** Stores the request and sends the browser to the waiting page, with the cookie that alone may see the outcome. */
export async function beginInteraction(
  context: Context,
  deps: ProviderDeps,
  request: AuthorizationRequest,
): Promise<Response> {
  const id = randomId();
  const token = randomToken();
  const now = deps.clock.now();
  const lifetimeMs = DIVERGENCES.loginLifetimeMs.value;
  await insertInteraction(deps.store, {
    id,
    browserHash: hashToken(token),
    clientId: request.client.clientId,
    redirectUri: request.redirectUri,
    scope: request.scope,
    echo: request.state,
    nonce: request.nonce,
    codeChallenge: request.codeChallenge,
    revocation: request.revocation,
    uiLocales: request.uiLocales?.slice(0, 100),
    challengeNonce: randomShortToken(),
    createdAt: now,
    expiresAt: now + lifetimeMs,
  });
  // The cookie outlives the login, so that a browser that comes too late still gets its error.
  context.header('Set-Cookie', createCookie(deps.config, { id, token, lifetimeMs: 2 * lifetimeMs }));
  return context.redirect(interactionPath(deps.config, id), 303);
}
