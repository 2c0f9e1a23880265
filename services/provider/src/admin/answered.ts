import { HttpError } from '@kazasu/server/http';
import { KeyError } from '@kazasu/server/keys';
import { codeOf } from '@kazasu/server/log';
import { isUnavailable } from '@kazasu/server/store';
import type { Context } from 'hono';
import { AdministratorError } from '../administration/index.ts';
import { ClientError } from '../client/index.ts';
import { KeyChangeError } from '../key/index.ts';
import { OperatorError, type OperatorErrorCode } from '../sign/index.ts';
import { TrustError } from '../trust/index.ts';
import { AWHILE } from '../unforeseen.ts';
import type { AdminDeps } from './deps.ts';
import { problem } from './problem.ts';

const OPERATOR_STATUS: { readonly [code in OperatorErrorCode]: 400 | 404 | 409 } = {
  'operator/name': 400,
  'operator/keys': 400,
  'operator/id': 400,
  'operator/exists': 409,
  'operator/in-use': 409,
  'operator/unknown': 404,
};

const ADMINISTRATION_STATUS: { readonly [code: string]: 400 | 403 | 404 } = {
  'administrator/key': 400,
  'administrator/unknown': 404,
  'proposal/own': 403,
  'proposal/proposer': 403,
  'proposal/unknown': 404,
  'trust/unusable': 400,
  'keys/too-soon': 400,
};

/** What stands in the way of a change that two must agree to; mostly that something is otherwise than it was. */
function administrationProblem(error: unknown): [400 | 403 | 404 | 409 | 503, string, string] | undefined {
  // What keeps the keys cannot be used on this node; another one may.
  if (error instanceof KeyError) return [503, error.code, 'the keys cannot be changed on this node now'];
  const known = [AdministratorError, TrustError, KeyChangeError].some((kind) => error instanceof kind);
  if (!known) return undefined;
  const { code, message } = error as AdministratorError | TrustError | KeyChangeError;
  return [ADMINISTRATION_STATUS[code] ?? 409, code, message];
}

/** Errors become answers here; the messages of ours name rules, never values. */
export async function answered(
  context: Context,
  deps: AdminDeps,
  work: () => Promise<Response>,
): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HttpError) return problem(context, error.status, error.code, error.message);
    if (error instanceof ClientError) {
      return problem(context, error.code === 'client/exists' ? 409 : 400, error.code, error.message);
    }
    if (error instanceof OperatorError) {
      return problem(context, OPERATOR_STATUS[error.code], error.code, error.message);
    }
    const refused = administrationProblem(error);
    if (refused) return problem(context, ...refused);
    deps.log.error('admin.failed', { code: codeOf(error) });
    const message = 'the request could not be carried out';
    if (!isUnavailable(error)) return problem(context, 500, 'unforeseen', message);
    context.header('Retry-After', AWHILE);
    return problem(context, 503, 'store/unavailable', message);
  }
}
