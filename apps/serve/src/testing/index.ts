/**
 * For tests alone: services as an operator runs them, each a process of its own with its own environment. Ends what it started, also
 * when a test fails.
 */
export { type ProviderGround, providerGround } from './ground.ts';
export { alternating, type LoggedIn, logIn, type Party, registerParty } from './login.ts';
export { type Served, type ServeOptions, startServed } from './served.ts';
