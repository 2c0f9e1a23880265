/**
 * Signed authorization responses (JWT Secured Authorization Response Mode, JARM): what a provider would have written into the query, as the
 * claims of one JWS for one client. Refuses, on the reading side, everything that is not from the issuer, for this client, and fresh.
 */
export { createSignedResponse, type SignedResponse } from './create.ts';
export { RESPONSE_MODES, type ResponseMode, responseModeOf } from './mode.ts';
export { parseSignedResponse, type SignedResponseContext } from './parse.ts';
