import { VerifierError } from '../error.ts';

const RETRY_SECONDS = 5;

/** What is refused for now, wherever there was no room for it or no turn. */
export function busy(): VerifierError {
  return new VerifierError('capacity-exhausted', { retryAfter: RETRY_SECONDS });
}
