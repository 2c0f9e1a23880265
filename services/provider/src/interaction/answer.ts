import type { ErrorCode } from '@kazasu/oidc';
import { DIVERGENCES } from '../divergences.ts';
import type { FailureCode } from '../proof/failure.ts';

/** An error that the relying party can act on. It says nothing about who the person is. */
export interface ClientAnswer {
  readonly error: ErrorCode;
  readonly description: string;
}

export const DECLINED: ClientAnswer = DIVERGENCES.declined.value;
export const EXPIRED: ClientAnswer = DIVERGENCES.expired.value;

/** From the reason that ended a login to the words on the wire. */
export const FAILURES: { readonly [code in FailureCode]: ClientAnswer } = {
  match_failed: DIVERGENCES.matchFailed.value,
  proof_invalid: DIVERGENCES.proofInvalid.value,
  certificate_invalid: DIVERGENCES.certificateInvalid.value,
  certificate_expired: DIVERGENCES.certificateExpired.value,
  certificate_revoked: DIVERGENCES.certificateRevoked.value,
  revocation_unknown: DIVERGENCES.revocationUnknown.value,
  items_invalid: DIVERGENCES.itemsInvalid.value,
  chip_invalid: DIVERGENCES.itemsInvalid.value,
  service_unavailable: DIVERGENCES.serviceUnavailable.value,
};
