import { type ErrorCode, errorDescription } from '@kazasu/oidc';

/** A refusal in the words of RFC 6749 section 5.2: the only error that reaches a client with a reason. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code: ErrorCode;
  readonly description: string;
  readonly status: 400 | 401;

  constructor(code: ErrorCode, description: string, status: 400 | 401 = 400) {
    super(code);
    this.code = code;
    this.description = errorDescription(description);
    this.status = status;
  }
}
