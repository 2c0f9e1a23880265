/**
 * Evidence that stands without whoever made it: Merkle trees (RFC 9162), signed tree heads (C2SP), commitments to what an
 * entry says, and the bundle that one record is handed out as, with its checker. Pure functions of their arguments; runs in a
 * browser. Refuses to believe anything that a bundle says of itself. The format: docs/evidence-bundle.md.
 */
export * from './bundle/index.ts';
export * from './check/index.ts';
export * from './checkpoint/index.ts';
export * from './entry/index.ts';
export { EvidenceError, type EvidenceErrorCode } from './error.ts';
export { explainEvidence } from './explain.ts';
export * from './merkle/index.ts';
export * from './part/index.ts';
export * from './trust/index.ts';
