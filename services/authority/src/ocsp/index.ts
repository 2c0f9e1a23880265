/**
 * The OCSP responder (RFC 6960) for authentication certificates and for signature certificates, which do not name it. Owns
 * the delegated certificate of each living CA generation, renewed before it runs out, and the answer to a request: without nonce the one of the cycle, signed once
 * and sent as long as the certificate is what it was, by GET for caches too (RFC 5019); with a nonce a new one. Refuses in the protocol's own words:
 * `malformedRequest` for what is not a request, `unauthorized` for issuers it does not speak for.
 */

export { answerOcsp, questionsIn } from './ocsp.ts';
export { type OcspResponder, openOcspResponder } from './responder.ts';
export { findResponder, OCSP_TABLES } from './responder-store.ts';
export { OCSP_BY_GET, OCSP_BY_POST, type OcspForm } from './routes.ts';
