/**
 * The OCSP responder for authentication certificates (RFC 6960). Owns the delegated certificate of each living CA
 * generation, renewed before it runs out, and the answer to a request. Refuses in the protocol's own words:
 * `malformedRequest` for what is not a request, `unauthorized` for issuers it does not speak for.
 */
export { answerOcsp } from './ocsp.ts';
export { openResponderKeys, type ResponderKeys } from './responder.ts';
export { OCSP_TABLES } from './responder-store.ts';
