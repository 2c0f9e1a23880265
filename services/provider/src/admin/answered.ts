import { HttpError } from '@kazasu/server/http';
import { codeOf } from '@kazasu/server/log';
import { isUnavailable } from '@kazasu/server/store';
import type { Context } from 'hono';
import { ClientError } from '../client/index.ts';
import { OperatorError, type OperatorErrorCode } from '../sign/index.ts';
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
    deps.log.error('admin.failed', { code: codeOf(error) });
    const message = 'the request could not be carried out';
    if (!isUnavailable(error)) return problem(context, 500, 'unforeseen', message);
    context.header('Retry-After', AWHILE);
    return problem(context, 503, 'store/unavailable', message);
  }
}
