import { HttpError } from '@kazasu/server/http';
import { codeOf } from '@kazasu/server/log';
import type { ProviderDeps } from '../deps.ts';
import { DpopError, nonceHeader } from '../dpop/index.ts';
import { ClientBusy } from '../limit/index.ts';
import { unforeseen } from '../unforeseen.ts';
import { TokenError } from './token-error.ts';

/** An answer that refuses. */
export interface Refusal {
  readonly status: 400 | 401 | 429 | 500 | 503;
  readonly body: { readonly error: string; readonly error_description?: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** The one place where errors of these endpoints become answers; what is not foreseen stays opaque. `about` begins the log's event. */
export function refusal(
  { log }: Pick<ProviderDeps, 'log'>,
  error: unknown,
  about: 'token' | 'par' | 'revocation' | 'introspection',
): Refusal {
  const told = asTokenError(error);
  if (told !== undefined) {
    log.info(`${about}.refused`, { code: told.code });
    return { status: told.status, body: { error: told.code, error_description: told.description } };
  }
  if (error instanceof DpopError) {
    log.info(`${about}.refused`, { code: error.code });
    const body = { error: error.code, error_description: error.message };
    return { status: 400, body, headers: nonceHeader(error.nonce) };
  }
  // Counted where it was refused: a line for each would be as many as there are requests.
  if (error instanceof ClientBusy) return unforeseen(error);
  log.error(`${about}.failed`, { code: codeOf(error) });
  return unforeseen(error);
}

/** What a client may be told of an error; undefined where that is nothing. */
export function asTokenError(error: unknown): TokenError | undefined {
  if (error instanceof TokenError) return error;
  return error instanceof HttpError ? new TokenError('invalid_request', error.message) : undefined;
}
