import { BytesError, type EraNumber, fromEraDate, isCalendarDate, toEraDate } from '@kazasu/bytes';
import { CardError } from '../error.ts';

/** A date that a licence does not have, such as that of a category the person may not drive. */
export const NO_DATE = '0000000';

/** `EYYMMDD` from a Gregorian `YYYYMMDD`: the era's digit (1 明治 … 5 令和), its year, month and day. */
export function toLicenceDate(name: string, date: string): string {
  try {
    const { era, year, month, day } = toEraDate(date);
    if (year > 99) throw new CardError('card/file', `${name}: era year of three digits`);
    return `${era}${[year, month, day].map((part) => String(part).padStart(2, '0')).join('')}`;
  } catch (error) {
    if (!(error instanceof BytesError)) throw error;
    throw new CardError('card/file', `${name}: no such date`, { cause: error });
  }
}

/**
 * The Gregorian `YYYYMMDD` of `EYYMMDD`. An era runs on past its end: licences issued in 平成30年 say that they expire in
 * 平成35年, which is 令和5年.
 */
export function fromLicenceDate(name: string, text: string): string {
  const match = /^([1-5])([0-9]{2})([0-9]{4})$/.exec(text);
  const [, era, year, monthDay] = match ?? [];
  if (era === undefined || Number(year) === 0) throw new CardError('card/file', `${name}: not an era date`);
  const date = `${firstYear(Number(era) as EraNumber) + Number(year) - 1}${monthDay}`;
  if (!isCalendarDate(date)) throw new CardError('card/file', `${name}: no such day`);
  return date;
}

/** The Gregorian year of 元年. Every era has lived to see a second New Year's Day. */
function firstYear(era: EraNumber): number {
  return Number(fromEraDate({ era, year: 2, month: 1, day: 1 }).slice(0, 4)) - 1;
}
