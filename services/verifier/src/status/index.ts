/**
 * The status of certificates that were met before (現況確認), one by one and in bulk, each answer recorded as evidence. Owns
 * what is kept of a person's certificates for that: issuer, number, life and list, sealed, and nothing of the person. Refuses to
 * call good what could not be learnt.
 */
export {
  type Holder,
  latestCertificate,
  rememberCertificate,
  rememberNumber,
} from './certificate.ts';
export type { CertificateRow, KnownCertificate } from './certificate-data.ts';
export { CERTIFICATE_TABLES, deleteCertificates } from './certificate-store.ts';
export { type CheckDeps, recordStatus } from './check.ts';
export { STATUS_PROBLEMS } from './problems.ts';
export { STATUS_ROUTES } from './routes.ts';
export { askingOnce } from './source.ts';
export { type StatusFound, type StatusWord, statusOf } from './status.ts';
