/**
 * Revocation lists: of a whole CA generation (`whole`) or of one municipality. A list is signed when somebody asks for
 * it, kept until something is revoked or the day ends in Japan, and numbered without gaps. Refuses generations that
 * have run out, and distribution points of which no certificate was ever issued.
 */
export { currentCrl, type StoredCrl, WHOLE } from './crl.ts';
export { CRL_TABLES, insertCrlPoint } from './crl-store.ts';
