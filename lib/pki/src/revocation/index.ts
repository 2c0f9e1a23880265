/**
 * What CRL and OCSP have in common: the judgement of everything at hand (`revocationChecks`: several CRLs, deltas,
 * lists of other issuers, OCSP answers), and the one check that says whether a certificate is revoked. Unknown is
 * never good, hold is not good, and evidence that is not usable leaves the status open. Refuses evidence whose
 * signer does not lead to the certificate's own anchor.
 */

import { REVOCATION_STATUS } from '../revocation-status.ts';
import type { Rule } from '../rule.ts';
import { CRL_DELTA } from './delta.ts';
import { REVOCATION_EXAMINED } from './revocation-checks.ts';

export { REVOCATION_STATUS, statusCheck } from '../revocation-status.ts';
export type {
  JudgeSigner,
  RevocationBudget,
  RevocationJudgement,
  RevocationOptions,
  SignerJudgement,
  SignerRole,
  Voucher,
} from './options.ts';
export { revocationChecks } from './revocation-checks.ts';

/** Every rule of this folder, for those who put reports into words. */
export const REVOCATION_RULES: readonly Rule[] = [REVOCATION_STATUS, REVOCATION_EXAMINED, CRL_DELTA];
