/**
 * Public keys as JWK (RFC 7517): P-256, Ed25519 and RSA from 2048 bits, to verify signatures. Refuses private members,
 * keys for other uses and unusual spellings. A key's own name is its thumbprint (RFC 7638).
 */
export { exportJwk, type PublicJwk } from './export.ts';
export { importJwk, type RsaAlgorithm } from './import.ts';
export { importKeySet, type KeySet, parseKeySet } from './key-set.ts';
export { thumbprint } from './thumbprint.ts';
