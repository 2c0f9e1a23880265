import { DER } from '@kazasu/bytes';
import { PkiError } from '../error.ts';

/** Revocation dates are kept as 32-bit seconds from here, the first moment that a UTCTime can name. */
export const EPOCH = Date.UTC(1950, 0, 1) / 1000;

/** On the way to the file they are signed numbers, from the middle of these years: whole numbers that need no object. */
const MIDDLE = 2 ** 31;

const SECONDS_OF_DAY = 86_400;

/** No moment: the last one, which no UTCTime names. */
export const NEVER: number = MIDDLE - 1;

/** Of each month of the century, by `100 × year + month`: days since 1950 to the day before its first, and its length, 0 for none. */
const { starts: STARTS, lengths: LENGTHS } = monthsOfTheCentury();

function monthsOfTheCentury(): { readonly starts: Int32Array; readonly lengths: Uint8Array } {
  const starts = new Int32Array(10_000);
  const lengths = new Uint8Array(10_000);
  for (let month = 0; month < 1200; month += 1) {
    // RFC 5280 section 4.1.2.5.1: 50…99 are of the 20th century, 00…49 of the 21st.
    const year = 1950 + Math.floor(month / 12);
    const index = 100 * (year % 100) + (month % 12) + 1;
    const [first, next] = [Date.UTC(year, month % 12, 1) / 1000, Date.UTC(year, (month % 12) + 1, 1) / 1000];
    starts[index] = (first - EPOCH) / SECONDS_OF_DAY - 1;
    lengths[index] = (next - first) / SECONDS_OF_DAY;
  }
  return { starts, lengths };
}

/** Four digits without their upper bits as two numbers below 100, in the octets 2 and 0 of the result. */
function twoNumbers(digits: number): number {
  return ((digits >>> 8) & 0x000f000f) * 10 + (digits & 0x000f000f);
}

/** The time at `at` is a UTCTime `YYMMDDHHMMSSZ`: its stored date, {@link NEVER} for digits that are no moment. */
export function utcDate(view: DataView, at: number): number {
  const months = view.getInt32(at) ^ 0x30303030;
  const hours = view.getInt32(at + 4) ^ 0x30303030;
  const seconds = view.getInt32(at + 8) ^ 0x30303030;
  const beyond = (months + 0x06060606) | (hours + 0x06060606) | (seconds + 0x06060606);
  if (((months | hours | seconds | beyond) & 0xf0f0f0f0) !== 0) return NEVER;
  const date = twoNumbers(months);
  const noon = twoNumbers(hours);
  const clock = twoNumbers(seconds);
  const month = (date >>> 16) * 100 + (date & 0xff);
  const day = noon >>> 16;
  const hour = noon & 0xff;
  const minute = clock >>> 16;
  const second = clock & 0xff;
  if (day === 0 || day > (LENGTHS[month] as number)) return NEVER;
  if (((23 - hour) | (59 - minute) | (59 - second)) < 0) return NEVER;
  const days = Math.imul((STARTS[month] as number) + day, SECONDS_OF_DAY);
  return (days + hour * 3600 + minute * 60 + second - MIDDLE) | 0;
}

/** Milliseconds since 1970 as a stored date; one that the index has no room for is refused (`pki/crl`). */
export function storedDate(milliseconds: number): number {
  const seconds = milliseconds / 1000 - EPOCH;
  if (!(seconds >= 0 && seconds < 2 * MIDDLE)) {
    throw new PkiError('pki/crl', 'revocation date before 1950 or after 2085');
  }
  return signedDate(seconds);
}

/** Seconds since {@link EPOCH} as a stored date. */
export function signedDate(seconds: number): number {
  return seconds - MIDDLE;
}

/** The inverse. */
export function unsignedDate(date: number): number {
  return date + MIDDLE;
}

/** Seconds since {@link EPOCH} in milliseconds since 1970. */
export function fromStoredSeconds(seconds: number): number {
  return (seconds + EPOCH) * 1000;
}

/** Octets of a UTCTime with identifier and length, which the fast path of the reader compares. */
export const UTC_TIME_HEADER: number = (DER.utcTime << 8) | 13;
