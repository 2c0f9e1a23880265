import { pageHeaders } from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { beginInteraction } from '../interaction/index.ts';
import { ClientBusy } from '../limit/index.ts';
import { notByHead } from '../not-by-head.ts';
import { busyPage, errorPage, languageOf } from '../page/index.ts';
import { answerAtOnce, askedInAddress, chosenInAddress } from '../sandbox/index.ts';
import { answerLocation } from './answer-location.ts';
import { type AuthorizationRequest, judgeRequest, type RefusedRequest } from './authorization-request.ts';
import { unknownSignTransaction } from './check-sign-transaction.ts';
import { atOwnHost } from './own-host.ts';
import { type Parameters, parametersOfForm, parametersOfQuery } from './parameters.ts';

/**
 * `POST` is served too: OpenID Connect Core 3.1.2.1 demands it of every provider and the product behind the service
 * takes it, although the official page names `GET` alone (see the row `authorizationMethods`). The person's browser
 * is sent on with 303, so that no form is ever repeated.
 */
export function mountAuthorize(app: Hono, deps: ProviderDeps): void {
  const path = `${deps.config.protocolPath}/auth`;
  const refusals = deps.metrics.counter('authorizations_refused_total', 'Refused authorization requests', [
    'error',
  ]);
  const answer = async (context: Context, parameters: Parameters | undefined) => {
    try {
      return await authorize({ context, deps, refused: (error) => refusals.inc({ error }) }, parameters);
    } catch (error) {
      if (error instanceof ClientBusy) return askToWait(context, error);
      throw error;
    }
  };
  app.use(path, pageHeaders(), notByHead, atOwnHost(deps.config));
  app.on([...DIVERGENCES.authorizationMethods.value], path, async (context) =>
    answer(
      context,
      context.req.method === 'POST'
        ? await parametersOfForm(context.req.raw)
        : parametersOfQuery(context.req.url),
    ),
  );
}

interface Exchange {
  readonly context: Context;
  readonly deps: ProviderDeps;
  /** Counts a refusal. */
  readonly refused: (error: string) => void;
}

async function authorize(exchange: Exchange, parameters: Parameters | undefined): Promise<Response> {
  if (parameters === undefined) return refuseByPage(exchange, 'Invalid request');
  const judged = await judgeRequest(parameters, exchange.deps);
  if (judged.kind === 'page') return refuseByPage(exchange, judged.reason);
  if (judged.kind === 'refused') return refuseAtClient(exchange, judged);
  const { request } = judged;
  exchange.deps.clientLimits.bring(request.client.clientId);
  const begun = await begin(exchange, request, judged.parameters);
  if (begun !== undefined) return begun;
  const { client, redirectUri, responseMode, state } = request;
  const refusal = unknownSignTransaction();
  const { clientId } = client;
  return refuseAtClient(exchange, { kind: 'refused', clientId, redirectUri, responseMode, state, refusal });
}

/**
 * Sends the browser to the waiting page; in a sandbox, if the address says so, straight back to the client. For that the request gets its
 * place before anything is done: throws a SandboxBusy, and then nothing has happened.
 */
async function begin(
  { context, deps, refused }: Exchange,
  request: AuthorizationRequest,
  parameters: Parameters,
): Promise<Response | undefined> {
  const { sandbox } = deps;
  const asked = sandbox && askedInAddress(request, parameters);
  if (sandbox === undefined || asked === undefined) return beginInteraction(context, deps, request);
  return sandbox.hold(async () => {
    const chosen = await chosenInAddress(context, { ...deps, sandbox }, { request, asked });
    if (!(chosen instanceof Response)) return answerAtOnce(context, { ...deps, sandbox }, request, chosen);
    refused('page');
    return chosen;
  });
}

/** As at the door, which does not see every spelling of a client's name. */
function askToWait(context: Context, { waitMs }: ClientBusy): Response | Promise<Response> {
  const { method } = context.req;
  context.header('Retry-After', String(Math.ceil(waitMs / 1000)));
  return context.html(busyPage(languageOf(context.req), method === 'GET'), 429);
}

function refuseByPage({ context, deps, refused }: Exchange, reason: string): Response | Promise<Response> {
  refused('page');
  const url = context.req.method === 'GET' ? context.req.url : undefined;
  return context.html(errorPage(languageOf(context.req), reason, url, deps.inspector?.here()), 400);
}

function refuseAtClient({ context, deps, refused }: Exchange, judged: RefusedRequest): Response {
  refused(judged.refusal.error);
  const location = answerLocation(deps, judged, {
    error: judged.refusal.error,
    errorDescription: judged.refusal.description,
    state: judged.state,
  });
  return context.redirect(location, 303);
}
