/**
 * What CRL and OCSP have in common: the one check that says whether a certificate is revoked. Unknown is never
 * good, hold is not good, and evidence that is not usable leaves the status open.
 */
export { REVOCATION_STATUS, type RevocationStatus, statusCheck } from './status.ts';
