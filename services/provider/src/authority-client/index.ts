/**
 * The provider's way to the authority: what it asks of `@kazasu/authority/client`, and the indexes of whole revocation lists in
 * files that several processes share. Refuses to judge anything; how questions are asked is the client's.
 */
export { type CrlIndexes, openCrlIndexes, WHOLE } from './crl-index.ts';
export type { ProviderAuthority } from './provider-authority.ts';
