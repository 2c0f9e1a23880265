import { answerJson, apiHeaders, readForm } from '@kazasu/server/http';
import type { Hono } from 'hono';
import type { Client } from '../client/index.ts';
import { refusal, TokenError } from '../client-authentication/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { endByRefreshToken, endOwnSession } from '../grant/index.ts';
import { verifyAccessToken } from '../token/access-token.ts';
import { revokeOwnToken } from './revoked-token-store.ts';

type Parts = Pick<
  ProviderDeps,
  'config' | 'store' | 'clock' | 'log' | 'metrics' | 'keys' | 'clientAuthentication'
>;

/** An assertion and a token of the greatest length need less. */
const FORM_MAX = 20_000;

export function mountRevocation(app: Hono, deps: Parts): void {
  const answers = deps.metrics.counter('revocation_answers_total', 'Answers of the revocation endpoint', [
    'result',
  ]);
  const path = `${deps.config.protocolPath}/revoke`;
  app.use(path, apiHeaders());
  app.post(path, async (context) => {
    try {
      await revoke(deps, context.req.raw);
      answers.inc({ result: 'ok' });
      return context.body(null, 200);
    } catch (error) {
      const { status, body, headers } = refusal(deps, error, 'revocation');
      answers.inc({ result: body.error });
      return answerJson(context, body, status, headers);
    }
  });
  app.all(path, (context) => {
    context.header('Allow', 'POST');
    return context.json({ error: 'invalid_request', error_description: 'Only POST is allowed' }, 405);
  });
}

/** RFC 7009 section 2.1; `token_type_hint` is not needed to tell them apart. */
async function revoke(deps: Parts, request: Request): Promise<void> {
  const form = await readForm(request, FORM_MAX);
  const client = await deps.clientAuthentication.authenticate(form);
  if (form.repeated.length > 0) throw new TokenError('invalid_request', 'duplicated parameter');
  const token = form.get('token');
  if (!token) throw new TokenError('invalid_request', 'Missing parameter: token');
  const refreshed = await endByRefreshToken(deps.store, token, client.clientId);
  if (refreshed === 'foreign') throw foreign();
  if (refreshed === 'unknown') await revokeAccessToken(deps, client, token);
}

async function revokeAccessToken(deps: Parts, client: Client, text: string): Promise<void> {
  const { issuer } = deps.config;
  const time = deps.clock.now();
  const token = verifyAccessToken(text, deps.keys.signing.accessTokenVerification, { issuer, time });
  if (typeof token === 'string') return;
  if (token.clientId !== client.clientId) throw foreign();
  if (token.sessionId === undefined) return revokeOwnToken(deps.store, token);
  await endOwnSession(deps.store, token.sessionId, client.clientId);
}

/** RFC 7009 section 2.1: the client is told, in the words of RFC 6749 section 5.2. */
function foreign(): TokenError {
  return new TokenError('invalid_grant', 'The token was issued to another client');
}
