/**
 * Other people's verifiers, asked what the vectors ask. Owns how each is called and what counts as its word. Refuses to read a
 * reason out of their texts: a program accepts, or it does not.
 */
export { OPENSSL_PEERS } from './openssl.ts';
export { PDFSIG_PEERS } from './pdfsig.ts';
export { acceptedBy, type PeerVerifier } from './run.ts';
export { XMLSEC_PEERS } from './xmlsec.ts';
