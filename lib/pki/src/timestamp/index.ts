/**
 * Time-stamps of RFC 3161 (with RFC 5816): the request, the response, and the judgement of the token. A token is a CMS
 * signature by a time-stamp unit over a hash and a time. Refuses to take a time from anything but a token that is valid
 * in full, and a unit whose certificate is for anything else too.
 */
export { judgeTimestamp } from './judge.ts';
export type { TimestampOptions, TimestampReport } from './options.ts';
export { createTimestampRequest, type TimestampRequest } from './request.ts';
export { parseTimestampResponse, type TimestampResponse, type TimestampStatus } from './response.ts';
export { TIMESTAMP_RULES } from './rules.ts';
export { verifyTimestampToken } from './verify.ts';
