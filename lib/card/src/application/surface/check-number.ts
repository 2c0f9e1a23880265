import { BytesError, toEraDate } from '@kazasu/bytes';
import { CardError } from '../../error.ts';

/** What is printed on a card and makes up 照合番号B. */
export interface PrintedNumbers {
  /** `YYYYMMDD`, Gregorian. */
  readonly birthdate: string;
  /** `YYYY`, Gregorian. */
  readonly expiryYear: string;
  /** 4 digits. */
  readonly securityCode: string;
}

/**
 * The six digits that open the age record: the birth date as `YYMMDD` in the year of its era, as printed (facts a.5). A
 * day that does not exist, and with it a birth date known only in part, is CardError `card/file`.
 */
export function birthdateKey(birthdate: string): string {
  try {
    const { year, month, day } = toEraDate(birthdate);
    return [year, month, day].map((part) => String(part).padStart(2, '0')).join('');
  } catch (error) {
    if (!(error instanceof BytesError)) throw error;
    throw new CardError('card/file', 'birth date: no such day', { cause: error });
  }
}

/** 照合番号B, 14 digits: {@link birthdateKey}, the year in which the card expires, the security code (facts a.5). */
export function checkNumberB({ birthdate, expiryYear, securityCode }: PrintedNumbers): string {
  if (!/^[0-9]{4}$/.test(expiryYear) || !/^[0-9]{4}$/.test(securityCode)) {
    throw new CardError('card/file', 'check number B: not four digits');
  }
  return `${birthdateKey(birthdate)}${expiryYear}${securityCode}`;
}
