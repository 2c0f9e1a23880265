import { AuthorityUnreachable } from '@kazasu/authority/client';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';

/** Refusals that are an answer: there is no such list, or not any more. */
const NO_LIST: ReadonlySet<string | undefined> = new Set(['crl_unknown', 'issuer_expired']);
const RETRY_SECONDS = 30;

/**
 * What the authority says; undefined where it has nothing to say. One that is away is a problem (`revocation-unavailable`), so
 * that nothing is kept and the request can be repeated.
 */
export async function answerOf<T>(
  { log }: Pick<VerifierDeps, 'log'>,
  ask: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AuthorityUnreachable)) throw error;
    log.warn('revocation.unavailable', { code: error.code, reason: error.refusal });
    if (NO_LIST.has(error.refusal)) return undefined;
    throw new VerifierError('revocation-unavailable', { retryAfter: RETRY_SECONDS }, error);
  }
}
