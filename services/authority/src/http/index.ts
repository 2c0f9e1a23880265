/**
 * The front of the service: who may come in, how much they may send, and how a refusal looks, and what an answer says about being kept. Errors of the room become
 * an `AuthorityProblem` here and nowhere else; whatever is not known stays opaque and goes to the log by its code.
 */
export { keep, keepable, type Version } from './keeping.ts';
export { problemAnswer, problemOf, statusOf } from './problem.ts';
export { DAY, queryOf } from './query.ts';
export { requireToken, verifierAt } from './token.ts';
