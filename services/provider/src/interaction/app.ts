import { apiHeaders, bearerToken, HttpError, readJson } from '@kazasu/server/http';
import { hashToken } from '@kazasu/server/keys';
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
import { onlyThePhone } from './app-origin.ts';
import { APP_PROBLEMS, AppRefusal } from './app-problem.ts';
import { decide, open, resume } from './app-steps.ts';
import { prove } from './prove.ts';
import { proveSignature } from './prove-signature.ts';

/** A card proof with all its files is below 15,000 characters, and sixteen signatures are 5,600 more. */
const BODY_MAX = { proof: 16_384, signature: 24_576 } as const;

/** The app's half: five steps, each answered with the transaction as it then stands, or with a problem. */
export function mountApp(app: Hono, deps: ProviderDeps): void {
  const base = deps.config.basePath;
  const proofs = deps.metrics.counter('card_proofs_total', 'Card proofs by what came of them', ['result']);
  const signatures = deps.metrics.counter('signature_proofs_total', 'Signature proofs by what came of them', [
    'result',
  ]);
  const step = (path: string, take: (request: Request) => Promise<AppTransaction>) => {
    app.use(`${base}${path}`, apiHeaders(), onlyThePhone(deps.config.phoneOrigin));
    app.post(`${base}${path}`, (context) => answer(context, deps, take));
  };
  step(APP_PATHS.open, async (request) => open(deps, await readJson(request, OpenRequest, BODY_MAX.proof)));
  step(APP_PATHS.resume, (request) => resume(deps, phoneOf(request)));
  step(APP_PATHS.proof, async (request) =>
    prove({ deps, count: (result) => proofs.inc({ result }) }, phoneOf(request), {
      proof: await readJson(request, CardProof, BODY_MAX.proof),
    }),
  );
  step(APP_PATHS.signature, async (request) =>
    proveSignature({ deps, count: (result) => signatures.inc({ result }) }, phoneOf(request), {
      proof: await readJson(request, SignatureProof, BODY_MAX.signature),
    }),
  );
  step(APP_PATHS.decision, async (request) =>
    decide(deps, phoneOf(request), await readJson(request, Decision, BODY_MAX.proof)),
  );
}

/** Hash of the transaction token: the phone that opened the transaction is the only one that has it. */
function phoneOf(request: Request): string {
  const token = bearerToken(request);
  if (token === undefined) throw new AppRefusal('transaction_unknown');
  return hashToken(token);
}

async function answer(
  context: Context,
  deps: ProviderDeps,
  take: (request: Request) => Promise<AppTransaction>,
): Promise<Response> {
  try {
    return context.json(await take(context.req.raw));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    deps.log.info('app.refused', { code: refusal.code });
    const problem: AppProblem = { error: refusal.code, final: refusal.final };
    const status = error instanceof HttpError ? error.status : APP_PROBLEMS[refusal.code].status;
    return context.json(problem, status);
  }
}

function refusalOf(error: unknown): AppRefusal | undefined {
  if (error instanceof AppRefusal) return error;
  return error instanceof HttpError ? new AppRefusal('request_invalid') : undefined;
}
