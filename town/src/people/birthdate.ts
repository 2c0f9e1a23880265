import { jstDate } from '@kazasu/bytes';
import type { Birth } from './person.ts';

/**
 * The birthdate as `YYYYMMDD`. `seededAt`, milliseconds since 1970, is when the town was first filled: an age is
 * counted back from that day in Japan, so that a child of nine is nine however late somebody tries the town.
 */
export function birthdateOf(birth: Birth, seededAt: number): string {
  if (typeof birth === 'string') {
    return birth;
  }
  const today = jstDate(seededAt);
  const lastBirthday = Number(today.slice(0, 4)) - (today.slice(4) >= birth.monthDay ? 0 : 1);
  return `${lastBirthday - birth.age}${birth.monthDay}`;
}
