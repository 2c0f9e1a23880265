/**
 * The provider's sandbox from the command line: what outcomes there are, and a login or a signature that ends in one of them without a
 * card. Owns what is said about it; outcomes, people and what comes of them are the provider's, asked for by the same parameters of
 * the address that a relying party's own tests would use.
 */
export { askOutcome, type OutcomeRequest } from './ask-outcome.ts';
export { listOutcomes } from './list-outcomes.ts';
