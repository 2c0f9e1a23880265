/**
 * `kazasu verify`: a signed document, a certificate or a time-stamp, put before the judge of `@kazasu/pki`. Owns how a file
 * is known for what it is, whom to believe (the running town, or files that are named), where revocation is learnt, and
 * how a verdict is told. Judges nothing itself, and asks nobody on the network but the town: no address in a
 * certificate is ever followed.
 */
export type { VerifyOptions } from './options.ts';
export { verifyFile } from './verify.ts';
