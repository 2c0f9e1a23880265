/**
 * Who a client is that calls an endpoint itself (token, pushed authorization request and their kin): by its signed assertion,
 * judged by the profile it is registered with, and used up with the first call. What such an endpoint refuses, it refuses in the
 * words of RFC 6749 section 5.2; whatever goes wrong inside is answered without a reason.
 */
export { ASSERTION_CHECKS, type AssertionCheck } from './assertion-check.ts';
export { USED_ASSERTIONS } from './assertion-store.ts';
export { type ClientAuthentication, clientAuthentication } from './authenticate.ts';
export { invalidClient } from './describe-assertion-error.ts';
export { asTokenError, type Refusal, refusal } from './refusal.ts';
export { TokenError } from './token-error.ts';
