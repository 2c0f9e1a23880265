import type { ErrorCode } from '@kazasu/oidc';

/** A refusal in the words of RFC 6749 section 5.2: the only error that reaches a client with a reason. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  readonly code: ErrorCode;
  readonly description: string;
  readonly status: 400 | 401;

  constructor(code: ErrorCode, description: string, status: 400 | 401 = 400) {
    super(code);
    this.code = code;
    this.description = printable(description);
    this.status = status;
  }
}

/** RFC 6749 section 5.2 allows printable ASCII without quote and backslash; values that are echoed may hold more. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '?').slice(0, 300);
}
