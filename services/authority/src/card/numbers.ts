import { birthdateKey, checkNumberB } from '@kazasu/card';
import { randomOctets } from '@kazasu/server/random';
import type { CardNumbers, CardOptions } from '../api.ts';
import { dateOf } from '../validity.ts';
import type { CardPlan } from './plan.ts';

/** What is printed on this card; the security code is drawn here. */
export function drawNumbers({ resident, cardEndsAt }: CardPlan): CardNumbers {
  const { birthdate, myNumber } = resident;
  const expiry = dateOf(cardEndsAt);
  const securityCode = randomDigits(4);
  return {
    numberA: myNumber,
    numberB: checkNumberB({ birthdate, expiryYear: expiry.slice(0, 4), securityCode }),
    birthdate: birthdateKey(birthdate),
    securityCode,
    expiry,
  };
}

/** The card's serial number, 15 digits; that no other card has it is left to chance, 10^14 numbers wide. */
export function drawSerialNumber(): string {
  return `4${randomDigits(14)}`;
}

/** PINs under which a card travels to its holder: nobody knows them, and its holder sets others. */
export function drawTransportPins(withSignature: boolean): CardOptions['pins'] {
  return {
    authentication: randomDigits(4),
    text: randomDigits(4),
    ...(withSignature && { signature: `T${randomDigits(15)}` }),
  };
}

/** Each digit is as likely as any other: octets from 250 on are thrown away. */
function randomDigits(count: number): string {
  let digits = '';
  while (digits.length < count) {
    for (const octet of randomOctets(count)) {
      if (octet < 250 && digits.length < count) digits += octet % 10;
    }
  }
  return digits;
}
