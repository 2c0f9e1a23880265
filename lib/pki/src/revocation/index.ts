/**
 * What CRL and OCSP have in common: the judgement of everything at hand (`revocationChecks`), and the one check
 * that says whether a certificate is revoked. Unknown is never good, hold is not good, and evidence that is not
 * usable leaves the status open. Refuses evidence whose signer does not lead to the certificate's own anchor.
 */
export type {
  JudgeSigner,
  RevocationBudget,
  RevocationJudgement,
  RevocationOptions,
  SignerJudgement,
  SignerRole,
} from './options.ts';
export { revocationChecks } from './revocation-checks.ts';
export { REVOCATION_STATUS, type RevocationStatus, statusCheck } from './status.ts';
