import { DER } from '@kazasu/bytes';
import { PkiError } from '../error.ts';

/** Revocation dates are kept as 32-bit seconds from here, the first moment that a UTCTime can name. */
export const EPOCH = Date.UTC(1950, 0, 1) / 1000;

/** 2086-02-07: the first second that no longer fits. */
const END = EPOCH + 2 ** 32;

const SECONDS_OF_DAY = 86_400;

/** Days since 1950 by (year of the century, month, day), -1 where no calendar has that day. */
const DAYS: Int32Array = daysOfTheCentury();

function daysOfTheCentury(): Int32Array {
  const days = new Int32Array(100 * 16 * 32).fill(-1);
  const epochDay = EPOCH / SECONDS_OF_DAY;
  for (let day = epochDay; ; day += 1) {
    const date = new Date(day * SECONDS_OF_DAY * 1000);
    // RFC 5280 section 4.1.2.5.1: 50…99 are of the 20th century, 00…49 of the 21st.
    if (date.getUTCFullYear() === 2050) return days;
    days[dayIndex(date.getUTCFullYear() % 100, date.getUTCMonth() + 1, date.getUTCDate())] = day - epochDay;
  }
}

function dayIndex(year: number, month: number, day: number): number {
  return (year << 9) | (month << 5) | day;
}

/** Four digits as two numbers below 100, in the octets 2 and 0 of the result; -1 if one is not a digit. */
function twoNumbers(text: number): number {
  const digits = text ^ 0x30303030;
  if (((digits | (digits + 0x06060606)) & 0xf0f0f0f0) !== 0) return -1;
  return ((digits >>> 8) & 0x000f000f) * 10 + (digits & 0x000f000f);
}

/** The time at `at` is a UTCTime `YYMMDDHHMMSSZ`: seconds since {@link EPOCH}, -1 for digits that are no moment. */
export function utcSeconds(view: DataView, at: number): number {
  const date = twoNumbers(view.getUint32(at));
  const noon = twoNumbers(view.getUint32(at + 4));
  const clock = twoNumbers(view.getUint32(at + 8));
  if ((date | noon | clock) < 0) return -1;
  const month = date & 0xff;
  const day = noon >>> 16;
  const hour = noon & 0xff;
  const minute = clock >>> 16;
  const second = clock & 0xff;
  if (month > 12 || day > 31 || hour > 23 || minute > 59 || second > 59) return -1;
  const days = DAYS[dayIndex(date >>> 16, month, day)] as number;
  return days < 0 ? -1 : days * SECONDS_OF_DAY + hour * 3600 + minute * 60 + second;
}

/** Milliseconds since 1970 as seconds since {@link EPOCH}; a date that the index has no room for is refused (`pki/crl`). */
export function storedSeconds(milliseconds: number): number {
  const seconds = milliseconds / 1000;
  if (!(seconds >= EPOCH && seconds < END)) {
    throw new PkiError('pki/crl', 'revocation date before 1950 or after 2085');
  }
  return seconds - EPOCH;
}

/** The inverse, in milliseconds since 1970. */
export function fromStoredSeconds(seconds: number): number {
  return (seconds + EPOCH) * 1000;
}

/** Octets of a UTCTime with identifier and length, which the fast path of the reader compares. */
export const UTC_TIME_HEADER: number = (DER.utcTime << 8) | 13;
