import {
  answerJson,
  apiHeaders,
  bearerToken,
  HttpError,
  type Pace,
  readJson,
  remoteAddress,
} from '@kazasu/server/http';
import type { Context, Hono } from 'hono';
import {
  APP_PATHS,
  type AppProblem,
  type AppTransaction,
  CardProof,
  Decision,
  OpenRequest,
  SignatureProof,
} from '../api/app.ts';
import type { ProviderDeps } from '../deps.ts';
import { INTERACTION_OCTETS } from '../limit/index.ts';
import { appHeaders, onlyThePhone } from './app-origin.ts';
import { APP_PROBLEMS, AppRefusal } from './app-problem.ts';
import { decide, extendTime, open, resume, showOthers } from './app-steps.ts';
import { prove } from './prove.ts';
import { proveSignature } from './prove-signature.ts';
import { type Phone, phoneWith } from './ticket.ts';

/** The app's half: its steps, each answered with the transaction as it then stands, or with a problem. */
export function mountApp(app: Hono, deps: ProviderDeps, pace: Pace): void {
  const base = deps.config.basePath;
  const proofs = deps.metrics.counter('card_proofs_total', 'Card proofs by what came of them', ['result']);
  const signatures = deps.metrics.counter('signature_proofs_total', 'Signature proofs by what came of them', [
    'result',
  ]);
  const step = (path: string, take: Take) => {
    app.use(`${base}${path}`, apiHeaders(), onlyThePhone(deps.config.phoneOrigin));
    app.post(`${base}${path}`, (context) => answer(context, deps, take));
  };
  step(APP_PATHS.open, async (request, context) => {
    const { code, holder } = await readJson(request, OpenRequest, INTERACTION_OCTETS.proof);
    return open(deps, { code, holder, address: remoteAddress(context, deps.forwarding) });
  });
  step(APP_PATHS.resume, (request) => resume(deps, unhurried(pace, phoneOf(request))));
  step(APP_PATHS.match, (request) => showOthers(deps, unhurried(pace, phoneOf(request))));
  step(APP_PATHS.extend, (request) => extendTime(deps, unhurried(pace, phoneOf(request))));
  step(APP_PATHS.proof, async (request) =>
    prove({ deps, count: (result) => proofs.inc({ result }) }, phoneOf(request).hash, {
      proof: await readJson(request, CardProof, INTERACTION_OCTETS.proof),
    }),
  );
  step(APP_PATHS.signature, async (request) =>
    proveSignature({ deps, count: (result) => signatures.inc({ result }) }, phoneOf(request).hash, {
      proof: await readJson(request, SignatureProof, INTERACTION_OCTETS.signature),
    }),
  );
  step(APP_PATHS.decision, async (request) =>
    decide(deps, phoneOf(request), await readJson(request, Decision, INTERACTION_OCTETS.proof)),
  );
}

type Take = (request: Request, context: Context) => Promise<AppTransaction>;

/** The phone that opened the transaction is the only one that has the token. */
function phoneOf(request: Request): Phone {
  const token = bearerToken(request);
  if (token === undefined) throw new AppRefusal('transaction_unknown');
  return phoneWith(token);
}

/** For what an app asks again and again, or could. */
function unhurried(pace: Pace, phone: Phone): Phone {
  const waitMs = pace.take(phone.hash);
  if (waitMs > 0) throw new AppRefusal('too_many_requests', false, waitMs);
  return phone;
}

async function answer(context: Context, deps: ProviderDeps, take: Take): Promise<Response> {
  try {
    const taken = await take(context.req.raw, context);
    return answerJson(context, taken, 200, appHeaders(context, deps.config.phoneOrigin));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    deps.log.info('app.refused', { code: refusal.code });
    const problem: AppProblem = { error: refusal.code, final: refusal.final };
    if (refusal.retryAfterMs !== undefined) {
      context.header('Retry-After', String(Math.ceil(refusal.retryAfterMs / 1000)));
    }
    const status = error instanceof HttpError ? error.status : APP_PROBLEMS[refusal.code].status;
    return context.json(problem, status);
  }
}

function refusalOf(error: unknown): AppRefusal | undefined {
  if (error instanceof AppRefusal) return error;
  return error instanceof HttpError ? new AppRefusal('request_invalid') : undefined;
}
