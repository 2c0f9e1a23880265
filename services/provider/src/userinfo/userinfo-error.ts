import type { ErrorCode } from '@kazasu/oidc';
import type { Tellable } from '@kazasu/server/log';

/** A refusal in the words of RFC 6750 section 3.1. */
export class UserinfoError extends Error {
  override readonly name = 'UserinfoError';
  readonly code: ErrorCode;
  readonly status: 400 | 401 | 403;

  constructor(code: ErrorCode, description: Tellable, status: 400 | 401 | 403) {
    super(description);
    this.code = code;
    this.status = status;
  }
}
