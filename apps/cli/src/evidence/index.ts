/**
 * `kazasu evidence`: a bundle put before the judge of `@kazasu/evidence`, two heads compared, and what a bundle says of itself. Owns how
 * the answer is told and what can be done. Judges nothing itself, believes only what `--trust` names, and asks nobody on the network.
 */
export { verifyConsistencyOf } from './consistency.ts';
export type { ConsistencyCommandOptions, EvidenceOptions, TellingOptions } from './options.ts';
export { showEvidence } from './show.ts';
export { verifyEvidence } from './verify.ts';
