/**
 * The way to the authority: revocation lists, OCSP answers and the link from a renewed certificate to its
 * predecessors. Owns time-outs, size bounds and the cache of revocation lists; refuses to judge anything.
 */
export {
  type AuthorityClient,
  AuthorityUnreachable,
  type AuthorityUnreachableCode,
} from './authority-client.ts';
export { type CachedAuthority, withCrlCache } from './crl-cache.ts';
export { httpAuthority } from './http-authority.ts';
