/** The token request and response, RFC 6749 sections 4.1.3, 5 and 6, with the members the service adds. */

export { createTokenRequest, type TokenRequest } from './create-request.ts';
export { createTokenResponse, type TokenResponse } from './create-response.ts';
export { createRevocationRequest, type RevocationRequest } from './create-revocation-request.ts';
export {
  type ErrorResponse,
  parseErrorResponse,
  parseTokenResponse,
  type ReceivedTokens,
} from './parse-response.ts';
