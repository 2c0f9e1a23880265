import { apiHeaders } from '@kazasu/server/http';
import { codeOf } from '@kazasu/server/log';
import type { Context, Hono } from 'hono';
import { SIGN_PATHS, type SignProblem } from '../api/sign.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { DpopError, dpopChallenge } from '../dpop/index.ts';
import { unforeseen } from '../unforeseen.ts';
import { type Bearer, bearerReader } from './bearer.ts';
import { createSignTransaction } from './create-route.ts';
import { fetchResult } from './result-route.ts';
import { SignError } from './sign-error.ts';

export function mountSign(app: Hono, deps: ProviderDeps): void {
  const base = deps.config.basePath;
  const create = base + SIGN_PATHS.create;
  const result = base + SIGN_PATHS.result;
  const read = bearerReader(deps);
  const answers = deps.metrics.counter('sign_answers_total', 'Answers of the signature API', [
    'route',
    'result',
  ]);
  const answered = async (
    context: Context,
    route: string,
    work: (bearer: Bearer) => Promise<object>,
    status: 200 | 201,
  ) => {
    try {
      const bearer = await read(context.req.raw);
      if (bearer.newNonce !== undefined) context.header('DPoP-Nonce', bearer.newNonce);
      const body = await work(bearer);
      answers.inc({ route, result: 'ok' });
      return context.json(body, status);
    } catch (error) {
      answers.inc({ route, result: codeFor(error) });
      return refusal(context, deps, error);
    }
  };
  for (const path of [create, result]) app.use(path, apiHeaders());
  app.post(create, (context) =>
    answered(
      context,
      'create',
      (bearer) => createSignTransaction(deps, bearer, context.req.raw),
      DIVERGENCES.signCreatedStatus.value,
    ),
  );
  app.get(result, (context) =>
    answered(
      context,
      'result',
      (bearer) => fetchResult(deps, bearer, context.req.param('signTransactionId') ?? ''),
      200,
    ),
  );
  app.all(create, (context) => onlyBy(context, 'POST'));
  app.all(result, (context) => onlyBy(context, 'GET'));
}

function onlyBy(context: Context, method: 'GET' | 'POST'): Response {
  context.header('Allow', method);
  const problem: SignProblem = {
    error: 'invalid_request',
    error_description: `Only ${method} is allowed`,
  };
  return context.json(problem, 405);
}

function codeFor(error: unknown): string {
  return error instanceof SignError || error instanceof DpopError ? error.code : 'failed';
}

/** The one place where errors become answers; what is not foreseen stays opaque. */
function refusal(context: Context, deps: ProviderDeps, error: unknown): Response {
  if (error instanceof DpopError) {
    deps.log.info('sign.refused', { code: error.code });
    context.header('WWW-Authenticate', dpopChallenge(error));
    if (error.nonce !== undefined) context.header('DPoP-Nonce', error.nonce);
    const told: SignProblem = { error: error.code, error_description: error.message };
    return context.json(told, 401);
  }
  if (!(error instanceof SignError)) {
    deps.log.error('sign.failed', { code: codeOf(error) });
    const { status, body, headers } = unforeseen(error);
    return context.json(body, status, headers);
  }
  deps.log.info('sign.refused', { code: error.code });
  const { error: name, message, status } = error;
  // RFC 6750 section 3.
  if (status === 401 || name === 'insufficient_scope') {
    context.header(
      'WWW-Authenticate',
      `Bearer realm="${deps.config.realm}", error="${name}", error_description="${message}"`,
    );
  }
  const problem: SignProblem = { error: name, error_description: message };
  return context.json(problem, status);
}
