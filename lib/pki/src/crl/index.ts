/**
 * Certificate revocation lists (RFC 5280 sections 5 and 6.3): read as a walk over DER without objects per
 * entry, judged by one-rule files. One list by itself is judged here; several together, deltas and lists of other
 * issuers in `revocation/`. Refuses lists of another generation or municipality, lists that are not current, and
 * anything critical that is not understood.
 */
export {
  type CrlOptions,
  checkCrl,
  crlChecks,
} from './check-crl.ts';
export { type Crl, parseCrl } from './crl.ts';
export type { CrlEntry } from './entry.ts';
export { findEntryOf } from './find-entry.ts';
export { decodeReason } from './reason.ts';
export { CRL_RULES } from './rules.ts';
export { crlScope, crlScopeOf } from './scope.ts';
export { crlSeries, type KnownCrlNumbers } from './series.ts';
