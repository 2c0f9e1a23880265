/** Reading registered claims (RFC 7519 section 4.1) strictly, and judging their times. */
export { numberClaim, numericDate, stringClaim } from './read.ts';
export { checkTimes } from './times.ts';
