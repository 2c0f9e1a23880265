import type { AppProblemCode } from '../api/app.ts';

/** Why a card proof is refused; the reasons that may end a login. */
export type FailureCode = Extract<
  AppProblemCode,
  | 'proof_invalid'
  | 'certificate_invalid'
  | 'certificate_expired'
  | 'certificate_revoked'
  | 'revocation_unknown'
  | 'items_invalid'
  | 'service_unavailable'
>;
