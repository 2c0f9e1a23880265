/**
 * `kazasu audit`: takes an audit log out of a service, and checks what was taken out, offline, against heads that the service had signed
 * before. Owns the files' form and how the answer is told; how entries hold together is kit/server/audit. Believes no head that the
 * named keys do not verify.
 */
export { exportAudit } from './export.ts';
export { type AuditVerifyOptions, verifyAuditFile } from './verify.ts';
