/**
 * Proof of possession at this provider (DPoP, RFC 9449): judges the header `DPoP` of a request, uses a proof's `jti` up,
 * and makes the nonces that proofs must carry. A token that is bound to a key is honoured with a proof by that key and
 * never as a bearer token.
 *
 * States of a nonce: newest, older (still taken; the answer brings the newest), unknown. Nonces are made of the time and a
 * secret of the key folder, so that every node knows them and nothing is stored. Refuses a second proof with one key and
 * `jti` by one statement, on all nodes.
 */
export { DPOP_ALGORITHMS, dpopChallenge, nonceHeader } from './challenge.ts';
export { type Dpop, type DpopDeps, openDpop, type Proof } from './dpop.ts';
export { DpopError, type DpopErrorCode } from './dpop-error.ts';
export { checkPossession, type PresentedToken, tokenInHeader } from './presented-token.ts';
export { USED_PROOFS } from './proof-store.ts';
