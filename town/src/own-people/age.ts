import { isCalendarDate } from '@kazasu/bytes';

/** The birth date of somebody who is so many years older. `birthdate`: `YYYYMMDD`; 29 February becomes the 28th where need be. */
export function older(birthdate: string, years: number): string {
  return sameDayIn(Number(birthdate.slice(0, 4)) - years, birthdate);
}

/** The same day of another year. */
export function sameDayIn(year: number, date: string): string {
  const day = `${year}${date.slice(4)}`;
  return isCalendarDate(day) ? day : `${year}0228`;
}

/** Age on a day, both `YYYYMMDD`. */
export function ageOn(birthdate: string, day: string): number {
  return (
    Number(day.slice(0, 4)) - Number(birthdate.slice(0, 4)) - (day.slice(4) < birthdate.slice(4) ? 1 : 0)
  );
}
