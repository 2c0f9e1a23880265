/**
 * Proof of possession: DPoP, RFC 9449, both sides. A proof is the one kind of token that brings its own key; it says
 * nothing about who signs, only that whoever sends the request has the key.
 * Refuses what the RFC's section 4.3 lists, one code each. Whether a `jti` was used before and whether the nonce is
 * one of ours is the caller's to decide: the one needs a store, the other a secret.
 */
export { accessTokenDigest } from './access-token-digest.ts';
export { createDpopProof, type DpopProof, type HeldKey, type ProofKey, proofKeyOf } from './create.ts';
export { httpUriOf } from './http-uri.ts';
export { type DpopContext, type VerifiedDpopProof, verifyDpopProof } from './verify.ts';
