import type { CardOptions, ResidentRecord } from '@kazasu/authority/api';
import { jstDate, jstMidnight } from '@kazasu/bytes';
import { myNumberCheckDigit } from '@kazasu/card';
import { MUNICIPALITIES, type MunicipalityName } from '../people/index.ts';
import { sameDayIn } from './age.ts';

/** When a new person's card was handed out: it is new, in use, runs out on the next birthday, has run out. */
export const HANDED_OUT = ['today', 'year', 'ending', 'ended'] as const;
export type HandedOut = (typeof HANDED_OUT)[number];

const DAY = 24 * 3_600_000;

/** Somebody as entered. */
export interface Newcomer {
  readonly id: string;
  readonly name: string;
  readonly certificateName: string | undefined;
  readonly address: string;
  readonly municipality: MunicipalityName;
  /** `YYYYMMDD` */
  readonly birthdate: string;
  readonly gender: '1' | '2' | '9';
  readonly pin: string;
  readonly textPin: string;
  /** Empty for somebody without a signature certificate. */
  readonly password: string;
  readonly handedOut: HandedOut;
}

/** What the register gets. `random`: eleven random octets, of which the My Number is made. */
export function recordOf(person: Newcomer, random: Uint8Array): ResidentRecord {
  const digits = [...random.subarray(0, 11)].map((octet) => octet % 10).join('');
  return {
    residentId: person.id,
    name: person.name,
    ...(person.certificateName === undefined ? {} : { certificateName: person.certificateName }),
    address: person.address,
    birthdate: person.birthdate,
    gender: person.gender,
    myNumber: `${digits}${myNumberCheckDigit(digits)}`,
    municipality: MUNICIPALITIES[person.municipality],
  };
}

/** What the card gets. `now`: milliseconds since 1970. */
export function cardOptionsOf(
  { pin, textPin, password, handedOut, birthdate }: Newcomer,
  now: number,
): CardOptions {
  return {
    pins: { authentication: pin, text: textPin, ...(password === '' ? {} : { signature: password }) },
    issuedAt: handedOutAt(handedOut, birthdate, now),
  };
}

function handedOutAt(handedOut: HandedOut, birthdate: string, now: number): number {
  switch (handedOut) {
    case 'today':
      return now;
    case 'year':
      return now - 365 * DAY;
    case 'ending': {
      // Certificates end on the fifth birthday after they were issued: these were issued just after one.
      const today = jstDate(now);
      const lastBirthday = Number(today.slice(0, 4)) - (today.slice(4) < birthdate.slice(4) ? 1 : 0);
      return jstMidnight(sameDayIn(lastBirthday - 4, birthdate)) + 2 * DAY;
    }
    case 'ended':
      return now - 6 * 365 * DAY;
  }
}
