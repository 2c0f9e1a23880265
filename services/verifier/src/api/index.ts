/** The verifier's HTTP contract for other rooms: bodies, answers and problems as schemas and types. */
export { Problem } from '../problem/problem.ts';
export { Items, Verification } from '../verification/answer.ts';
export { SignedResultBody, ValuesBody, VerificationBody } from '../verification/body.ts';
