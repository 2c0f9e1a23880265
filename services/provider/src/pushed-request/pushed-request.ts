import { apiHeaders, readForm } from '@kazasu/server/http';
import type { Hono } from 'hono';
import { judgeParameters } from '../authorize/authorization-request.ts';
import { parametersOfMap } from '../authorize/parameters.ts';
import { type Refusal, refusal, TokenError } from '../client-authentication/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { type Dpop, DpopError, nonceHeader, openDpop, type Proof } from '../dpop/index.ts';
import { beforePushed } from '../sandbox/from-pushed.ts';
import { insertPushed } from './pushed-request-store.ts';
import { requestParameters } from './request-parameters.ts';
import { createRequestUri } from './request-uri.ts';

export type PushedDeps = Pick<
  ProviderDeps,
  'config' | 'store' | 'clock' | 'log' | 'metrics' | 'keys' | 'clientAuthentication' | 'sandbox'
>;

/** An assertion and a request object of the greatest length, and the parameters of an unsigned one. */
const FORM_MAX = 30_000;
/** FAPI 2.0 Security Profile 5.3.2.2 allows ten minutes; a browser needs a moment. */
const LIFETIME_SECONDS = 60;

export function mountPushedRequests(app: Hono, deps: PushedDeps): void {
  const path = `${deps.config.protocolPath}/ext/par/request`;
  const dpop = openDpop(deps);
  const answers = deps.metrics.counter('pushed_requests_total', 'Pushed authorization requests', ['result']);
  app.use(path, apiHeaders());
  app.post(path, async (context) => {
    const { status, body, headers } = await answer(deps, dpop, context.req.raw);
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
  readonly headers: Readonly<Record<string, string>>;
}

async function answer(deps: PushedDeps, dpop: Dpop, request: Request): Promise<Accepted | Refusal> {
  try {
    const { requestUri, newNonce } = await push(deps, dpop, request);
    const body = { request_uri: requestUri, expires_in: LIFETIME_SECONDS };
    return { status: 201, body, headers: nonceHeader(newNonce) };
  } catch (error) {
    return refusal(deps, error, 'par');
  }
}

/** Judged now, so that the client hears what is wrong and no browser is sent off in vain; and again when it is used. */
async function push(
  deps: PushedDeps,
  dpop: Dpop,
  request: Request,
): Promise<{ readonly requestUri: string; readonly newNonce: string | undefined }> {
  const form = await readForm(request, FORM_MAX);
  const client = await deps.clientAuthentication.authenticate(form);
  if (client.profile !== 'strict') {
    throw new TokenError('unauthorized_client', 'The client is not registered for pushed requests');
  }
  const asked = await requestParameters(deps, client, form);
  const proof = await dpop.proofOf(request, { url: deps.config.origin + new URL(request.url).pathname });
  const parameters = withProofKey(asked, proof);
  const judged = await judgeParameters(
    { client, parameters: parametersOfMap(parameters), pushed: true },
    deps,
  );
  if (judged.kind === 'page') throw new TokenError('invalid_request', judged.reason);
  if (judged.kind === 'refused') throw new TokenError(judged.refusal.error, judged.refusal.description);
  const ended = beforePushed(deps, judged.request, judged.parameters);
  const { requestUri, hash } = createRequestUri();
  const { clientId } = client;
  const expiresAt = deps.clock.now() + LIFETIME_SECONDS * 1000;
  if (ended === undefined) await insertPushed(deps.store, { hash, clientId, parameters, expiresAt });
  return { requestUri, newNonce: proof?.newNonce };
}

type Parameters = Awaited<ReturnType<typeof requestParameters>>;

/** A proof beside the request names the key as `dpop_jkt` does; both must be of one key (RFC 9449 section 10.1). */
function withProofKey(parameters: Parameters, proof: Proof | undefined): Parameters {
  if (proof === undefined) return parameters;
  const named = parameters.get('dpop_jkt');
  if (named !== undefined && named !== proof.thumbprint) {
    throw new DpopError('invalid_dpop_proof', 'The DPoP proof is by another key than dpop_jkt names');
  }
  return new Map([...parameters, ['dpop_jkt', proof.thumbprint]]);
}
