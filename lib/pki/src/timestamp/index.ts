/**
 * Time-stamps of RFC 3161: the request, the response, and the judgement of the token. A token is a CMS signature by a
 * time-stamp unit over a hash and a time. Refuses to take a time from anything but a token that is valid in full.
 */
export { judgeTimestamp, type TimestampOptions, type TimestampReport } from './judge.ts';
