/**
 * Revocation at the counter. Owns the rules of what may be revoked when; refuses certificates never issued, times in
 * the future or before the certificate existed, and a second reason for what is revoked for good.
 */
export { type CertificateName, revoke } from './revocation.ts';
