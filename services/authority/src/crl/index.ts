/**
 * Revocation lists: of a whole CA generation (`whole`) or of one municipality, always complete; deltas are not issued.
 * A list is signed when its time of the day has come, when something was revoked and somebody asks, or on demand; it is
 * kept in parts, published with an entry in the audit, and numbered strictly upwards over all processes and crashes.
 * Refuses generations that have run out, and distribution points of which no certificate was ever issued.
 */
export { currentCrl, newCrl, type StoredCrl, WHOLE } from './crl.ts';
export { CRL_CHANGES, CRL_TABLES, insertCrlPoint } from './crl-store.ts';
export { streamCrl } from './parts.ts';
export { answerCrl, mountNewCrl } from './routes.ts';
export { issueDueCrls, startCrlSchedule } from './schedule.ts';
