/**
 * Signed heads of the log: made on schedule, time-stamped by a unit, renewed before a unit's certificate or algorithm ages, published and
 * exported for witnesses. Owns what a head goes through. Refuses to sign a head that does not continue the one before, and to count a token
 * that is not valid in full.
 */
export { cosignedNote, takeCosignatures } from './cosign.ts';
export type { HeadDeps } from './deps.ts';
export { createHeadExport } from './export.ts';
export type { Head, Stamp, StampedHead } from './head-data.ts';
export { findHead, firstStamped, listHeads, newestHead, newestStamped } from './head-store.ts';
export { identityOf } from './identity.ts';
export { makeHead } from './make-head.ts';
export { renewTokens } from './renew.ts';
export { headWith, lookEveryMs, makeDueHead } from './schedule.ts';
export { type Stamping, stampHead } from './stamp.ts';
export { type EvidenceState, evidenceState } from './state.ts';
