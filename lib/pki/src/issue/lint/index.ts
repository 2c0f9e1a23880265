/**
 * The last look before something is signed: it is read by the strict readers of the judging half, with an empty
 * signature, and judged by the tables that verifiers judge by. What fails throws PkiError `pki/lint` with the name of
 * the check, and no key is used.
 */
export { lintCertificate } from './certificate.ts';
export { lintCrl } from './crl.ts';
export { lintOcspResponse } from './ocsp.ts';
export { lintTimestamp } from './timestamp.ts';
