/**
 * OCSP (RFC 6960, RFC 9654): the request, and the judgement of the answer. The responder is the issuing
 * authority or somebody delegated by that very key, judged at the time of the answer; the nonce must come back;
 * exactly one answer must be about the certificate. Refuses everything else, and fetches nothing.
 */
export { checkOcsp, type OcspOptions, ocspChecks } from './check-ocsp.ts';
export { createOcspRequest, type OcspRequestOptions } from './request.ts';
export { type OcspAnswer, type OcspRefusal, type OcspResponse, parseOcspResponse } from './response.ts';
export type { SingleAnswer } from './single-answer.ts';
