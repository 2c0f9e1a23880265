import { endpointsOf } from '@kazasu/oidc';
import { answerJson, apiHeaders } from '@kazasu/server/http';
import { codeOf } from '@kazasu/server/log';
import type { Context, Hono } from 'hono';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import {
  checkPossession,
  type Dpop,
  DpopError,
  dpopChallenge,
  nonceHeader,
  openDpop,
} from '../dpop/index.ts';
import { findLiveSession } from '../grant/index.ts';
import { beforeUserinfo } from '../sandbox/later.ts';
import { verifyAccessToken } from '../token/access-token.ts';
import { unforeseen } from '../unforeseen.ts';
import { claimsOf } from './claims.ts';
import { readToken } from './read-token.ts';
import { UserinfoError } from './userinfo-error.ts';

type UserinfoDeps = Pick<ProviderDeps, 'config' | 'store' | 'clock' | 'log' | 'keys' | 'sandbox'>;

export function mountUserinfo(app: Hono, deps: UserinfoDeps): void {
  const path = `${deps.config.protocolPath}/userinfo`;
  const dpop = openDpop(deps);
  app.use(path, apiHeaders());
  app.on([...DIVERGENCES.userinfoMethods.value], path, async (context) => {
    try {
      const { claims, newNonce } = await userinfo(deps, dpop, context.req.raw);
      return answerJson(context, claims, 200, nonceHeader(newNonce));
    } catch (error) {
      return refusal(context, deps, error);
    }
  });
}

async function userinfo(deps: UserinfoDeps, dpop: Dpop, request: Request) {
  const presented = await readToken(request);
  const { issuer } = deps.config;
  const time = deps.clock.now();
  const token = verifyAccessToken(presented.text, deps.keys.signing.accessTokenVerification, {
    issuer,
    time,
  });
  if (typeof token === 'string') {
    const reason = token === 'expired' ? 'Token is not active' : 'Token verification failed';
    throw new UserinfoError('invalid_token', `Token invalid: ${reason}`, 401);
  }
  const url = endpointsOf(issuer).userinfo;
  const newNonce = await checkPossession(dpop, request, { ...presented, boundTo: token.boundTo, url });
  if (!token.scope.includes('openid') || token.sessionId === undefined) {
    const status = DIVERGENCES.userinfoWithoutOpenid.value;
    throw new UserinfoError('insufficient_scope', 'Missing openid scope', status);
  }
  const session = await findLiveSession(deps.store, token.sessionId, time);
  if (session === undefined || session.clientId !== token.clientId || session.subject !== token.subject) {
    throw new UserinfoError('invalid_token', 'Session expired', 401);
  }
  await beforeUserinfo({ ...deps, dpop }, session.sessionId);
  return { claims: claimsOf(deps.keys, session, token.scope), newNonce };
}

/** The one place where errors become answers; what is not foreseen stays opaque. */
function refusal(context: Context, deps: UserinfoDeps, error: unknown): Response {
  if (error instanceof DpopError) {
    deps.log.info('userinfo.refused', { code: error.code });
    context.header('WWW-Authenticate', dpopChallenge(error));
    if (error.nonce !== undefined) context.header('DPoP-Nonce', error.nonce);
    return context.json({ error: error.code, error_description: error.message }, 401);
  }
  if (!(error instanceof UserinfoError)) {
    deps.log.error('userinfo.failed', { code: codeOf(error) });
    const { status, body, headers } = unforeseen(error);
    return context.json(body, status, headers);
  }
  deps.log.info('userinfo.refused', { code: error.code });
  context.header(
    'WWW-Authenticate',
    `Bearer realm="${deps.config.realm}", error="${error.code}", error_description="${error.message}"`,
  );
  return context.json({ error: error.code, error_description: error.message }, error.status);
}
