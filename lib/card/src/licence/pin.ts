import { CardError } from '../error.ts';
import { type LicencePinName, type PinRule, pinFits } from '../pin.ts';
import type { Link } from '../reader/link.ts';
import { type PinOptions, type PinReference, queryReference, verifyReference } from '../reader/reference.ts';
import { LICENCE } from './ef.ts';

export const LICENCE_PIN_RULE: Pick<PinRule, 'lengthMin' | 'lengthMax' | 'tries' | 'characters'> = {
  lengthMin: 4,
  lengthMax: 4,
  tries: 3,
  characters: 'digits',
};

/** What stands for both PINs on a licence whose owner chose none. */
export const UNSET_LICENCE_PIN = '****';

/** A PIN of the person's, or undefined on a licence without: then `****` is sent. Handed over to be overwritten. */
export type LicencePin = Uint8Array | undefined;

const REFERENCES: { readonly [name in LicencePinName]: PinReference } = {
  licencePin1: { name: 'licencePin1', file: LICENCE.pin1 },
  licencePin2: { name: 'licencePin2', file: LICENCE.pin2 },
};

/** In the master file: the tries left of a PIN. Costs none. */
export function licenceTries(link: Link, name: LicencePinName): Promise<number> {
  return queryReference(link, REFERENCES[name]);
}

/** In the master file, where what is verified outlasts the selection of DF1 and DF2. */
export async function verifyLicencePin(
  link: Link,
  name: LicencePinName,
  pin: LicencePin,
  options: PinOptions,
): Promise<void> {
  const sent = pin ?? Uint8Array.from(UNSET_LICENCE_PIN, (character) => character.charCodeAt(0));
  await verifyReference(link, REFERENCES[name], sent, options);
}

/** Refuses a PIN that cannot be right, before the card hears of it. */
export function requireLicencePin(name: LicencePinName, pin: LicencePin): void {
  if (pin !== undefined && !pinFits(LICENCE_PIN_RULE, pin)) {
    throw new CardError('card/pin-format', 'not the form of this PIN', { pin: name });
  }
}
