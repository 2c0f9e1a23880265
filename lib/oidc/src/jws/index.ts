/**
 * Compact JWS (RFC 7515) with ES256, PS256, EdDSA and RS256, over node:crypto because it is on every request's path. The key and
 * with it the algorithm come from a registration; a header may only agree with them.
 * Refuses headers that bring keys or demand extensions, spellings other than strict base64url, and long tokens.
 */
export {
  ALGORITHMS,
  type Algorithm,
  algorithmNamed,
  algorithmOf,
  algorithmsOf,
  STRICT_ALGORITHMS,
} from './algorithm.ts';
export { createMacJws, type MacKey, type MacKeys, macKey, macKeys, verifyMacJws } from './mac.ts';
export { type JwsHeader, type ParsedJws, parseJws } from './parse.ts';
export { checkPlainType } from './plain-type.ts';
export { type KeyKeeper, type SigningKey, signJws } from './sign.ts';
export { candidateKeys, type VerificationKey, verifyJws, verifySignature } from './verify.ts';
