/**
 * Fuzzing of the public functions of `lib/pki` with the cases of `vectors/pki`. Owns: how octets, DER, PDF and XML are
 * mutated, and what must hold: parsers throw the room's errors alone, judges throw nothing and meet no fault of their own,
 * every call keeps within its cost, and nothing is valid but what was signed. Refuses to decide what a verdict ought to
 * be otherwise: that is what the vectors are for.
 */
export { type Finding, type PkiFuzzOptions, type PkiFuzzProgress, runPkiFuzz } from './run.ts';
