/**
 * Client authentication by a signed JWT: `private_key_jwt`, RFC 7523 section 3 and OpenID Connect Core 9.
 * Parse first to learn who claims to speak, fetch that client's keys, then verify. Whether the `jti` was used
 * before is the caller's to decide: it needs a store.
 */
export { type ClientAssertion, createClientAssertion } from './create.ts';
export { type ParsedClientAssertion, parseClientAssertion } from './parse.ts';
export type { AssertionProfile, Lenience } from './profile.ts';
export { type AssertionContext, type VerifiedClientAssertion, verifyClientAssertion } from './verify.ts';
