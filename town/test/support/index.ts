/**
 * For the end-to-end tests only: a fresh town on free ports, a relying party written by hand over fetch and jose, and
 * a person with phone and browser who approves. Knows the wire, not the services' insides.
 */

export { AppUser } from './app-user.ts';
export { freshTown, type TestTown } from './fresh-town.ts';
export { type Assertion, HandMadeParty, type TokenAnswer } from './hand-made-party.ts';
export { approve, openLogin, Refused } from './person.ts';
