import { PkiError } from '../error.ts';

/** First and last day of each era, by the digit that names it (facts b.3); `0` is "not known". */
const ERAS: { readonly [digit: string]: readonly [string, string] } = {
  1: ['18680125', '19120730'],
  2: ['19120730', '19261225'],
  3: ['19261225', '19890107'],
  4: ['19890108', '20190430'],
  5: ['20190501', '99991231'],
};

/**
 * Reads `EYYYYMMDD`. A date with every part known must exist and lie in its era. Of older people the register
 * may know less: then the last parts are zeros, or the year too, and the date is handed on as incomplete.
 */
export function parseBirthdate(text: string): { birthdate: string; birthdateComplete: boolean } {
  const match = /^([0-5])(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (match === null) throw new PkiError('pki/items', 'birth date of unknown form');
  const [, digit, year, month, day] = match as unknown as [string, string, string, string, string];
  const birthdate = `${year}${month}${day}`;
  const complete = year !== '0000' && month !== '00' && day !== '00';
  if (!partsExist(year, month, day)) throw new PkiError('pki/items', 'no such birth date');
  const era = ERAS[digit];
  if (complete && era !== undefined && (birthdate < era[0] || birthdate > era[1])) {
    throw new PkiError('pki/items', 'birth date outside its era');
  }
  return { birthdate, birthdateComplete: complete };
}

/** Unknown parts are zeros; known ones must be possible together (a leap year where the year is not known). */
function partsExist(year: string, month: string, day: string): boolean {
  if (month === '00') return day === '00';
  if (Number(month) > 12) return false;
  const last = new Date(Date.UTC(year === '0000' ? 2000 : Number(year), Number(month), 0)).getUTCDate();
  return Number(day) <= last;
}
