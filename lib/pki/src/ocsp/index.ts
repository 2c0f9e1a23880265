/**
 * OCSP (RFC 6960, RFC 9654): the request, and the judgement of the answer. The responder is the issuing
 * authority or somebody delegated by that very key, judged at the time of the answer; the nonce must come back;
 * everything in the answer must be about the certificate and say one thing. Refuses everything else, and fetches
 * nothing.
 */
export type { IdHash } from './certificate-id.ts';
export { checkOcsp, type OcspJudgement, type OcspOptions, ocspChecks } from './check-ocsp.ts';
export { createOcspRequest, type OcspRequestOptions } from './request.ts';
export { type OcspAnswer, type OcspResponse, parseOcspResponse } from './response.ts';
export { OCSP_RULES } from './rules.ts';
export type { SingleAnswer } from './single-answer.ts';
