import { PkiError } from '../../error.ts';

/** Names the check, never the content. */
export function unfit(check: string, reason: string | undefined): PkiError {
  return new PkiError('pki/lint', `about to sign what its own judge refuses: ${check}, ${reason}`);
}
