/**
 * OpenID Connect as messages and tokens, both sides and no server: who reads it knows what is on the wire. Pure
 * functions of their arguments; time, randomness and keys are handed in. Every refusal is an OidcError.
 */
export * from './administration-request/index.ts';
export * from './authorization/index.ts';
export * from './client-assertion/index.ts';
export * from './dpop/index.ts';
export { OidcError, type OidcErrorCode } from './error.ts';
export * from './id-token/index.ts';
export * from './jarm/index.ts';
export * from './json/index.ts';
export * from './jwk/index.ts';
export * from './jws/index.ts';
export * from './logout/index.ts';
export * from './metadata/index.ts';
export * from './pkce/index.ts';
export * from './request-object/index.ts';
export * from './signed-head/index.ts';
export * from './token/index.ts';
export * from './userinfo/index.ts';
export * from './vocabulary/index.ts';
