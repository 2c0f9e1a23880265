/**
 * Fuzzing of the virtual card: sequences of sensible, mutated and arbitrary commands over every application, with an
 * observer that knows the facts and not the card. What must hold: an answer always ends in two status bytes, nothing
 * throws, nothing that stands behind a secret is seen before that secret was shown in the same session, and no counter
 * goes up but by the right PIN. The long run is `npm run fuzz -- card`.
 */
export { type FuzzReport, runFuzz } from './run.ts';
export { GUARDS, type SecretName } from './world.ts';
