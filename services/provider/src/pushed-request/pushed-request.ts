import { apiHeaders, readForm } from '@kazasu/server/http';
import type { Hono } from 'hono';
import { judgeParameters } from '../authorize/authorization-request.ts';
import { parametersOfMap } from '../authorize/parameters.ts';
import { type Refusal, refusal, TokenError } from '../client-authentication/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { insertPushed } from './pushed-request-store.ts';
import { requestParameters } from './request-parameters.ts';
import { createRequestUri } from './request-uri.ts';

export type PushedDeps = Pick<
  ProviderDeps,
  'config' | 'store' | 'clock' | 'log' | 'metrics' | 'clientAuthentication'
>;

/** An assertion and a request object of the greatest length, and the parameters of an unsigned one. */
const FORM_MAX = 30_000;
/** FAPI 2.0 Security Profile 5.3.2.2 allows ten minutes; a browser needs a moment. */
const LIFETIME_SECONDS = 60;

export function mountPushedRequests(app: Hono, deps: PushedDeps): void {
  const path = `${deps.config.protocolPath}/ext/par/request`;
  const answers = deps.metrics.counter('pushed_requests_total', 'Pushed authorization requests', ['result']);
  app.use(path, apiHeaders());
  app.post(path, async (context) => {
    const { status, body, headers } = await answer(deps, context.req.raw);
    answers.inc({ result: 'error' in body ? String(body.error) : 'ok' });
    return context.json(body, status, headers);
  });
  app.all(path, (context) => {
    context.header('Allow', 'POST');
    return context.json({ error: 'invalid_request', error_description: 'Only POST is allowed' }, 405);
  });
}

interface Accepted {
  readonly status: 201;
  readonly body: { readonly request_uri: string; readonly expires_in: number };
  readonly headers?: undefined;
}

async function answer(deps: PushedDeps, request: Request): Promise<Accepted | Refusal> {
  try {
    const requestUri = await push(deps, request);
    return { status: 201, body: { request_uri: requestUri, expires_in: LIFETIME_SECONDS } };
  } catch (error) {
    return refusal(deps, error, 'par');
  }
}

/** Judged now, so that the client hears what is wrong and no browser is sent off in vain; and again when it is used. */
async function push(deps: PushedDeps, request: Request): Promise<string> {
  const form = await readForm(request, FORM_MAX);
  const client = await deps.clientAuthentication.authenticate(form);
  if (client.profile !== 'strict') {
    throw new TokenError('unauthorized_client', 'The client is not registered for pushed requests');
  }
  const parameters = await requestParameters(deps, client, form);
  const judged = await judgeParameters(
    { client, parameters: parametersOfMap(parameters), pushed: true },
    deps,
  );
  if (judged.kind === 'page') throw new TokenError('invalid_request', judged.reason);
  if (judged.kind === 'refused') throw new TokenError(judged.refusal.error, judged.refusal.description);
  const { requestUri, hash } = createRequestUri();
  const { clientId } = client;
  const expiresAt = deps.clock.now() + LIFETIME_SECONDS * 1000;
  await insertPushed(deps.store, { hash, clientId, parameters, expiresAt });
  return requestUri;
}
