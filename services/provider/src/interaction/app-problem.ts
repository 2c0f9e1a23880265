import type { AppProblemCode } from '../api/app.ts';

interface Shape {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 422 | 429 | 503;
  /** Whether the login has ended with it. The others may be mended and tried again. */
  readonly final: boolean;
}

/** What each refusal means for the login, and its HTTP status. */
export const APP_PROBLEMS: { readonly [code in AppProblemCode]: Shape } = {
  transaction_unknown: { status: 404, final: true },
  transaction_taken: { status: 409, final: true },
  transaction_expired: { status: 410, final: true },
  transaction_state: { status: 409, final: false },
  // The app unlocks and asks again; the link has not been used up.
  session_unknown: { status: 401, final: false },
  request_invalid: { status: 400, final: false },
  too_many_requests: { status: 429, final: false },
  match_failed: { status: 403, final: true },
  proof_invalid: { status: 422, final: false },
  certificate_invalid: { status: 403, final: true },
  certificate_expired: { status: 403, final: true },
  certificate_revoked: { status: 403, final: true },
  revocation_unknown: { status: 503, final: false },
  items_invalid: { status: 422, final: true },
  // Two cards on top of each other are the likely cause, and one of them can be taken away.
  chip_invalid: { status: 422, final: false },
  service_unavailable: { status: 503, final: false },
};

/** A step of the app that is refused. */
export class AppRefusal extends Error {
  override readonly name = 'AppRefusal';
  readonly code: AppProblemCode;
  readonly final: boolean;
  /** Of `too_many_requests`: milliseconds after which asking again is of use, where it ever is. */
  readonly retryAfterMs: number | undefined;

  constructor(code: AppProblemCode, final: boolean = APP_PROBLEMS[code].final, retryAfterMs?: number) {
    super(code);
    this.code = code;
    this.final = final;
    this.retryAfterMs = retryAfterMs;
  }
}
