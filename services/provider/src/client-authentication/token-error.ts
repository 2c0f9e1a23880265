import { type ErrorCode, errorDescription } from '@kazasu/oidc';
import type { Tellable } from '@kazasu/server/log';
import type { AssertionCheck } from './assertion-check.ts';

/** A refusal in the words of RFC 6749 section 5.2: the only error that reaches a client with a reason. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code: ErrorCode;
  readonly description: string;
  readonly status: 400 | 401;
  /** Where a client's assertion failed. Stays inside. */
  readonly check: AssertionCheck | undefined;

  constructor(code: ErrorCode, description: Tellable, status: 400 | 401 = 400, check?: AssertionCheck) {
    super(code);
    this.code = code;
    this.description = errorDescription(description);
    this.status = status;
    this.check = check;
  }
}
