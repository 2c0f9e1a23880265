import { answered as answeredOf, type Refusal } from '@kazasu/server/administration';
import type { Context } from 'hono';
import { ClientError } from '../client/index.ts';
import { KeyChangeError } from '../key/index.ts';
import { OperatorError, type OperatorErrorCode } from '../sign/index.ts';
import type { AdminDeps } from './deps.ts';

const OPERATOR_STATUS: { readonly [code in OperatorErrorCode]: 400 | 404 | 409 } = {
  'operator/name': 400,
  'operator/keys': 400,
  'operator/id': 400,
  'operator/exists': 409,
  'operator/in-use': 409,
  'operator/unknown': 404,
};

/** What the provider's own errors become; the messages of ours name rules, never values. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof ClientError)
    return [error.code === 'client/exists' ? 409 : 400, error.code, error.message];
  if (error instanceof OperatorError) return [OPERATOR_STATUS[error.code], error.code, error.message];
  if (error instanceof KeyChangeError)
    return [error.code === 'keys/too-soon' ? 400 : 409, error.code, error.message];
  return undefined;
}

/** Errors become answers here. */
export function answered(
  context: Context,
  { log }: Pick<AdminDeps, 'log'>,
  work: () => Promise<Response>,
): Promise<Response> {
  return answeredOf(context, { log, refusalOf }, work);
}
