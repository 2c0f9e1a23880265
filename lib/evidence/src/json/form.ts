const ID = /^[A-Za-z0-9_-]{1,64}$/;
const DIGEST = /^(?:[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/;
const HASH = /^[0-9a-f]{64}$/;
/** The year 9999: what no time of a record passes. */
const LAST_TIME = 253_402_300_799_999;

/** 1 to 64 characters of A–Z, a–z, 0–9, `-` and `_`. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

/** SHA-256 as 64 lower-case hexadecimal digits. */
export function isHashText(value: unknown): value is string {
  return typeof value === 'string' && HASH.test(value);
}

/** SHA-256, SHA-384 or SHA-512 as lower-case hexadecimal digits. */
export function isDigestText(value: unknown): value is string {
  return typeof value === 'string' && DIGEST.test(value);
}

/** Whole milliseconds since 1970, before the year 10000. */
export function isTime(value: unknown): value is number {
  return isWholeNumber(value) && value <= LAST_TIME;
}

/** From 0 to 2^53 − 1. */
export function isWholeNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);
}
