/**
 * Certificate revocation lists (RFC 5280 sections 5 and 6.3): read as a walk over DER without objects per
 * entry, judged by one-rule files. Refuses delta and indirect lists, lists of another generation or
 * municipality, lists that are not current, and anything critical that is not understood.
 */
export { type CrlOptions, checkCrl, crlChecks } from './check-crl.ts';
export { type Crl, findEntry, parseCrl } from './crl.ts';
export type { CrlEntry } from './entry.ts';
export { EntryCursor } from './entry-cursor.ts';
export { decodeReason } from './reason.ts';
export { crlScope, crlScopeOf } from './scope.ts';
