/**
 * How long cards and certificates live (facts b.2): counted in birthdays, ended by the last second of a day in Japan.
 * Times are milliseconds since 1970, dates `YYYYMMDD` in Japan.
 */
import { isCalendarDate, jstDate, jstMidnight } from '@kazasu/bytes';

const DAY_MS = 24 * 3_600_000;

/** Certificates: the fifth birthday. Cards: the tenth of an adult, the fifth of anybody under 18. */
const CERTIFICATE_BIRTHDAYS = 5;
const ADULT_CARD_BIRTHDAYS = 10;
const MINOR_CARD_BIRTHDAYS = 5;
const ADULT_AGE = 18;
/** Under 15 there is no signature certificate. */
const SIGNATURE_AGE = 15;

/** The date in Japan at this moment. */
export const dateOf = jstDate;

/** Midnight in Japan at the beginning of the day after the one that `milliseconds` lies in. */
export function nextMidnight(milliseconds: number): number {
  return jstMidnight(dateOf(milliseconds)) + DAY_MS;
}

/** 23:59:59 in Japan, 14:59:59Z. */
export function endOfDay(date: string): number {
  return jstMidnight(date) + DAY_MS - 1000;
}

/** Full years of age on this date; a birthday counts from its first second. */
export function ageOn(birthdate: string, date: string): number {
  const years = yearOf(date) - yearOf(birthdate);
  return date >= birthdayIn(birthdate, yearOf(date)) ? years : years - 1;
}

/** The n-th birthday strictly after a date. */
export function birthdayAfter(birthdate: string, date: string, n: number): string {
  const first = birthdayIn(birthdate, yearOf(date)) > date ? yearOf(date) : yearOf(date) + 1;
  return birthdayIn(birthdate, first + n - 1);
}

/** The same time of day in Japan so many years later; after 29 February, where there is none, on the 28th. */
export function yearsLater(milliseconds: number, years: number): number {
  const date = dateOf(milliseconds);
  const timeOfDay = milliseconds - jstMidnight(date);
  return jstMidnight(birthdayIn(date, yearOf(date) + years)) + timeOfDay;
}

export function cardEnd(birthdate: string, issuedAt: number): number {
  const date = dateOf(issuedAt);
  const birthdays = ageOn(birthdate, date) < ADULT_AGE ? MINOR_CARD_BIRTHDAYS : ADULT_CARD_BIRTHDAYS;
  return endOfDay(birthdayAfter(birthdate, date, birthdays));
}

/** The fifth birthday, or the end of the card if that comes first. */
export function certificateEnd(birthdate: string, issuedAt: number, cardEndsAt: number): number {
  return Math.min(endOfDay(birthdayAfter(birthdate, dateOf(issuedAt), CERTIFICATE_BIRTHDAYS)), cardEndsAt);
}

export function mayHaveSignature(birthdate: string, issuedAt: number): boolean {
  return ageOn(birthdate, dateOf(issuedAt)) >= SIGNATURE_AGE;
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

/** The same day in another year. Whoever was born on 29 February has the birthday on the 28th where there is none. */
function birthdayIn(birthdate: string, year: number): string {
  const day = `${String(year).padStart(4, '0')}${birthdate.slice(4)}`;
  return isCalendarDate(day) ? day : `${day.slice(0, 6)}28`;
}
