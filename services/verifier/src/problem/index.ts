/**
 * Refusals in the shape of RFC 9457 and the catalogue that explains them in both languages: as members of the answer, as
 * pages at the address that `type` names, and as a document. Owns the words and statuses; who refuses what is the other folders'
 * business. Refuses to repeat anything of what was sent.
 */
export { CATALOGUE, isProblemCode, type ProblemCode, problemRow } from './catalogue.ts';
export { createProblem, PROBLEM_MEDIA_TYPE, Problem } from './problem.ts';
export type { ProblemRow, ProblemStatus, ProblemTable } from './problem-row.ts';
