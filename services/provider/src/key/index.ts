/**
 * The provider's own signing keys: ID tokens and access tokens have keys of their own, so that one can never pass
 * for the other. Route: `GET …/certs`, the public halves as a JWK Set. Private halves stay in the process.
 */
export { mountKeys } from './certs.ts';
export { type SigningKeys, signingKeys } from './signing-keys.ts';
