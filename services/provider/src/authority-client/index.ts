/**
 * The way to the authority: revocation lists, OCSP answers and the link from a renewed certificate to its
 * predecessors. Owns time-outs, size bounds, the cache of revocation lists, and the indexes of whole ones in files; refuses
 * to judge anything.
 */
export {
  type AuthorityClient,
  AuthorityUnreachable,
  type AuthorityUnreachableCode,
  type CrlStream,
} from './authority-client.ts';
export { type CachedAuthority, withCrlCache } from './crl-cache.ts';
export { type CrlIndexes, openCrlIndexes, WHOLE } from './crl-index.ts';
export { httpAuthority } from './http-authority.ts';
