/**
 * For this service's tests only: the token half of a provider over a store of its own, with a relying party and
 * logins that are already finished. Refuses nothing and is imported by no other code.
 */

export { type Assertion, RelyingParty } from './relying-party.ts';
export { type Posted, type TokenApp, type TokenAppOptions, tokenApp } from './token-app.ts';
