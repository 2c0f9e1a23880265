/**
 * Whom to believe: the certification authorities of the running town, or those in files; never both, because what a
 * town issues and what is real do not mix. Owns the profiles by name, and the way to the town's revocation lists.
 */
export { PROFILES } from './profile.ts';
export { type FoundLists, townLists } from './town-lists.ts';
export type { TownTrust, TrustOptions } from './town-trust.ts';
export { type Trust, trustFor } from './trust.ts';
