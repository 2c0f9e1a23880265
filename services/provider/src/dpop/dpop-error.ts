import type { Tellable } from '@kazasu/server/log';
/** RFC 9449 section 12.2, and RFC 6750 section 3.1 for a token that came with the wrong key or in the wrong way. */
export type DpopErrorCode = 'invalid_dpop_proof' | 'use_dpop_nonce' | 'invalid_token';

/** The message is the `error_description`: it names the rule, never a value. */
export class DpopError extends Error {
  override readonly name = 'DpopError';
  readonly code: DpopErrorCode;
  /** What the next proof must carry; only with `use_dpop_nonce`. */
  readonly nonce: string | undefined;

  constructor(code: DpopErrorCode, message: Tellable, nonce?: string) {
    super(message);
    this.code = code;
    this.nonce = nonce;
  }
}
