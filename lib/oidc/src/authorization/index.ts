/**
 * The authorization request and response, RFC 6749 section 4.1 with RFC 7636, RFC 9207 and the service's own
 * parameters: what a relying party makes and reads, and what the provider writes.
 */

export { type AuthorizationRequest, createAuthorizationRequest } from './create-request.ts';
export {
  type AuthorizationErrorResponse,
  type AuthorizationResponse,
  createAuthorizationResponse,
  createSignedAuthorizationResponse,
} from './create-response.ts';
export { AUTHORIZATION_PARAMETERS, type AuthorizationParameter, fitsParameter } from './parameters.ts';
export { type PushedResponse, parsePushedResponse } from './parse-pushed.ts';
export { parseAuthorizationResponse } from './parse-response.ts';
