/**
 * Signed authorization requests (RFC 9101) in the form of FAPI 2.0 Message Signing 5.3: a JWS whose claims are the request's parameters.
 * Keys come from the registration of the client. Refuses what could pass for another kind of token, what lives long, and a request that
 * points to yet another one.
 */
export { createRequestObject, type RequestObject } from './create.ts';
export { type ParsedRequestObject, parseRequestObject, REQUEST_OBJECT_TYPE } from './parse.ts';
export { type RequestObjectContext, verifyRequestObject } from './verify.ts';
