import type { HolderProblemCode } from '../api/holder.ts';

type Status = 400 | 401 | 403 | 404 | 409 | 410 | 422 | 429 | 503;

/** What each refusal is as an HTTP status. */
export const HOLDER_STATUS: { readonly [code in HolderProblemCode]: Status } = {
  registration_unknown: 404,
  registration_expired: 410,
  unlock_unknown: 404,
  passkey_invalid: 403,
  session_unknown: 401,
  request_invalid: 400,
  too_many_requests: 429,
  proof_invalid: 422,
  certificate_invalid: 403,
  certificate_expired: 403,
  certificate_revoked: 403,
  revocation_unknown: 503,
  last_passkey: 409,
  service_unavailable: 503,
};

/** A step of the account that is refused. */
export class HolderRefusal extends Error {
  override readonly name = 'HolderRefusal';
  readonly code: HolderProblemCode;
  /** Of `too_many_requests`: when one more will be answered. */
  readonly retryAfterMs: number;

  constructor(code: HolderProblemCode, retryAfterMs = 0) {
    super(code);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
