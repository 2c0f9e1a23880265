import { BytesError } from '../error.ts';

/** The digit by which Japanese registers and the signature certificate name an era (facts b.3). */
export type EraNumber = 1 | 2 | 3 | 4 | 5;

export interface EraDate {
  readonly era: EraNumber;
  /** 1 is 元年. */
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

interface Era {
  readonly era: EraNumber;
  /** Its first day, `YYYYMMDD` in the Gregorian calendar; the last day of the era before may be the same day. */
  readonly first: string;
  readonly last: string;
}

/** Oldest first. Meiji is counted from the day to which it was proclaimed back, 慶応4年1月1日. */
const ERAS: readonly Era[] = [
  { era: 1, first: '18680125', last: '19120730' },
  { era: 2, first: '19120730', last: '19261225' },
  { era: 3, first: '19261225', last: '19890107' },
  { era: 4, first: '19890108', last: '20190430' },
  { era: 5, first: '20190501', last: '99991231' },
];

/** `YYYYMMDD` of a day that the Gregorian calendar has. */
export function isCalendarDate(date: string): boolean {
  if (!/^[0-9]{8}$/.test(date)) return false;
  const [year, month, day] = partsOf(date);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return year > 0 && day >= 1 && day <= days;
}

/** Whether the calendar has such a day and one of the eras holds it. */
export function isEraDate(date: string): boolean {
  return isCalendarDate(date) && ERAS.some(({ first }) => date >= first);
}

/**
 * The era date of a Gregorian `YYYYMMDD`. On the two days that end one era and begin the next (30 July 1912, 25 December
 * 1926) it is the new one. No such day, or one before Meiji: `bytes/date`.
 */
export function toEraDate(date: string): EraDate {
  const era = isCalendarDate(date) ? ERAS.findLast(({ first }) => date >= first) : undefined;
  if (era === undefined) throw new BytesError('bytes/date', 'not a date since Meiji');
  const [year, month, day] = partsOf(date);
  return { era: era.era, year: year - Number(era.first.slice(0, 4)) + 1, month, day };
}

/** The Gregorian `YYYYMMDD` of an era date. A day that does not exist or lies outside its era: `bytes/date`. */
export function fromEraDate({ era, year, month, day }: EraDate): string {
  const { first, last } = eraOf(era);
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  const date = `${digits(Number(first.slice(0, 4)) + year - 1, 4)}${digits(month, 2)}${digits(day, 2)}`;
  if (!isCalendarDate(date) || date < first || date > last) {
    throw new BytesError('bytes/date', 'no such day in its era');
  }
  return date;
}

/** The signature certificate's `EYYYYMMDD`: the era's digit before the Gregorian date. Failure as {@link toEraDate}. */
export function toCertificateDate(date: string): string {
  return `${toEraDate(date).era}${date}`;
}

/**
 * The Gregorian `YYYYMMDD` of a certificate's `EYYYYMMDD`. Registers that know a birth date only in part write zeros for
 * the rest, or era 0: here that is `bytes/date`, as is a day outside its era.
 */
export function fromCertificateDate(text: string): string {
  const era = ERAS.find((candidate) => String(candidate.era) === text.slice(0, 1));
  const date = text.slice(1);
  if (era === undefined || !isCalendarDate(date) || date < era.first || date > era.last) {
    throw new BytesError('bytes/date', 'not a whole date in its era');
  }
  return date;
}

function eraOf(number: EraNumber): Era {
  const era = ERAS.find((candidate) => candidate.era === number);
  if (era === undefined) throw new BytesError('bytes/date', 'no such era');
  return era;
}

function partsOf(date: string): [number, number, number] {
  return [Number(date.slice(0, 4)), Number(date.slice(4, 6)), Number(date.slice(6))];
}
