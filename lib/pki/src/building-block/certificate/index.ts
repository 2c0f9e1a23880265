/**
 * A certificate at a time (ETSI EN 319 102-1 5.2.5, 5.2.6): its path, and what CRLs and OCSP answers of different
 * times say about the status that it had then. Serves signers and time-stamp units. Owns the freshness of revocation
 * information; refuses to call good what was not asserted by somebody who had to know.
 */
export { isSelfContained } from './long-term.ts';
export { type Material, type MaterialInput, MaterialReader } from './material.ts';
export { ADES_REVOCATION } from './rules.ts';
export type { StatusAnswer } from './status.ts';
export { type CertificateFinding, type CertificateQuestion, validateCertificate } from './validate.ts';
