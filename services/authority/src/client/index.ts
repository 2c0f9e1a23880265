/**
 * The HTTP client of this contract, for the services that are verifiers under it: revocation lists, OCSP answers, the link
 * from a renewed certificate to its predecessors, trust anchors, consents and the latest four items, and what was counted.
 * Owns time-outs, size bounds, the purposes that questions name, and a memory for lists; refuses to judge anything, and
 * to ask for anything that the contract does not give to verifiers.
 */
export {
  type AuthorityClient,
  AuthorityUnreachable,
  type AuthorityUnreachableCode,
  type CrlStream,
  type Question,
} from './authority-client.ts';
export { type CachedAuthority, type KnownLists, withCrlCache } from './crl-cache.ts';
export { CrlNumbers } from './crl-numbers.ts';
export { httpAuthority } from './http-authority.ts';
export { measured } from './measured.ts';
export type { HttpAuthorityOptions } from './question.ts';
