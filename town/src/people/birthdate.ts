import type { Birth } from './person.ts';

/** Japan has kept UTC+9 without summer time since 1951. */
const JAPAN_OFFSET = 9 * 3_600_000;

/**
 * The birthdate as `YYYYMMDD`. `seededAt`, milliseconds since 1970, is when the town was first filled: an age is
 * counted back from that day in Japan, so that a child of nine is nine however late somebody tries the town.
 */
export function birthdateOf(birth: Birth, seededAt: number): string {
  if (typeof birth === 'string') {
    return birth;
  }
  const today = new Date(seededAt + JAPAN_OFFSET);
  const monthDay = today.toISOString().slice(5, 10).replace('-', '');
  const lastBirthday = today.getUTCFullYear() - (monthDay >= birth.monthDay ? 0 : 1);
  return `${lastBirthday - birth.age}${birth.monthDay}`;
}
