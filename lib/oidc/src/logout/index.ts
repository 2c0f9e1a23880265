/**
 * RP-Initiated Logout (OpenID Connect RP-Initiated Logout 1.0), both sides: the address that a relying party sends the browser to, the ID
 * token that it hints at its session with, and the way back.
 */
export { createLogoutRequest, type LogoutRequest } from './create-request.ts';
export { createLogoutResponse } from './create-response.ts';
export { type IdTokenHint, verifyIdTokenHint } from './verify-hint.ts';
