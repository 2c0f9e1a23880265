import type { Context } from 'hono';
import { HttpError } from '../http/index.ts';
import { KeyError } from '../keys/index.ts';
import { codeOf, type Log } from '../log/index.ts';
import { isUnavailable } from '../store/index.ts';
import { AdministratorError } from './administrator-error.ts';

export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 413 | 415 | 500 | 503;

/** Status, a stable code, and a sentence that names the rule, never a value. */
export type Refusal = readonly [ProblemStatus, string, string];

/** How a refusal looks to the operator. */
export function problem(context: Context, ...[status, error, message]: Refusal): Response {
  return context.json({ error, message }, status);
}

const STATUS: { readonly [code: string]: ProblemStatus } = {
  'administrator/key': 400,
  'administrator/unknown': 404,
  'proposal/concerned': 403,
  'proposal/own': 403,
  'proposal/proposer': 403,
  'proposal/unknown': 404,
  'trust/unusable': 400,
};

/** Seconds: what is not there now may be soon. */
const AWHILE = '2';

/** Errors become answers here. `refusalOf` knows the service's own. */
export async function answered(
  context: Context,
  { log, refusalOf }: { readonly log: Log; readonly refusalOf?: (error: unknown) => Refusal | undefined },
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const refusal = refusalOf?.(error) ?? commonRefusal(error);
    if (refusal) return problem(context, ...refusal);
    log.error('admin.failed', { code: codeOf(error) });
    const message = 'the request could not be carried out';
    if (!isUnavailable(error)) return problem(context, 500, 'unforeseen', message);
    context.header('Retry-After', AWHILE);
    return problem(context, 503, 'store/unavailable', message);
  }
}

function commonRefusal(error: unknown): Refusal | undefined {
  if (error instanceof HttpError) return [error.status, error.code, error.message];
  if (error instanceof AdministratorError) return [STATUS[error.code] ?? 409, error.code, error.message];
  // What keeps the keys cannot be used on this node; another one may.
  if (error instanceof KeyError) return [503, error.code, 'the keys cannot be changed on this node now'];
  return undefined;
}
