import { fromCertificateDate, isCalendarDate } from '@kazasu/bytes';
import { isParseError, PkiError } from '../error.ts';

/**
 * Reads `EYYYYMMDD`. A date with every part known must exist and lie in its era; era 0 is "not known". Of older
 * people the register may know less: then the last parts are zeros, or the year too, and the date is handed on as
 * incomplete.
 */
export function parseBirthdate(text: string): { birthdate: string; birthdateComplete: boolean } {
  const match = /^([0-5])(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (match === null) throw new PkiError('pki/items', 'birth date of unknown form');
  const [, era, year, month, day] = match as unknown as [string, string, string, string, string];
  if (!partsExist(year, month, day)) throw new PkiError('pki/items', 'no such birth date');
  const complete = year !== '0000' && month !== '00' && day !== '00';
  if (complete && era !== '0') requireEra(text);
  return { birthdate: `${year}${month}${day}`, birthdateComplete: complete };
}

/** Unknown parts are zeros; known ones must be possible together (a leap year where the year is not known). */
function partsExist(year: string, month: string, day: string): boolean {
  if (month === '00' && day !== '00') return false;
  const possible = [
    year === '0000' ? '2000' : year,
    month === '00' ? '01' : month,
    day === '00' ? '01' : day,
  ];
  return isCalendarDate(possible.join(''));
}

function requireEra(text: string): void {
  try {
    fromCertificateDate(text);
  } catch (error) {
    if (!isParseError(error)) throw error;
    throw new PkiError('pki/items', 'birth date outside its era', error);
  }
}
