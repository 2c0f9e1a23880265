/** Why a code or refresh token is not honoured. */
export type GrantErrorCode =
  | 'grant/code-unknown'
  | 'grant/code-reused'
  | 'grant/code-expired'
  | 'grant/redirect-uri'
  | 'grant/verifier-missing'
  | 'grant/verifier-form'
  | 'grant/verifier-mismatch'
  | 'grant/key'
  | 'grant/refresh-unknown'
  | 'grant/refresh-reused'
  | 'grant/scope';

export class GrantError extends Error {
  override readonly name = 'GrantError';
  readonly code: GrantErrorCode;

  constructor(code: GrantErrorCode) {
    super(code);
    this.code = code;
  }
}
