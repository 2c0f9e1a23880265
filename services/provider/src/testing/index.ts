/**
 * For tests, those of other rooms too: the token half of a provider over a store of its own, with a relying party and logins that are
 * already finished; and the steps of a whole login, as browser and phone take them, at any provider that answers.
 */

export { proofOf } from './card.ts';
export { REQUEST, VERIFIER } from './clients.ts';

export { type ProofChanges, Prover } from './prover.ts';
export { type Assertion, RelyingParty } from './relying-party.ts';
export { TEST_SETTINGS } from './test-deps.ts';
export { type Posted, type TokenApp, type TokenAppOptions, tokenApp } from './token-app.ts';
export { type Asked, type Browser, begin, openPhone, type Phone } from './visit.ts';
