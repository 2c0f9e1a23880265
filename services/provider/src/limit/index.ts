/**
 * How much a client may ask, and what the provider says of requests to the door before it (`@kazasu/server/limit`). Owns: the clients that
 * are known to be registered, each with its limits; which requests begin a login and which go on with one; the answers of the door in the
 * shape of who asked: OAuth's error, the app's problem, a page in both languages.
 * Refuses: to count what somebody merely claims. Whoever names a client at the token endpoint without being it uses up nothing of it.
 */
export { ClientBusy } from './client-busy.ts';
export { type ClientLimits, type ClientLimitsOptions, openClientLimits } from './client-limits.ts';
export { providerDoor } from './door.ts';
export { INTERACTION_OCTETS, INTERACTION_PACE } from './of-transaction.ts';
