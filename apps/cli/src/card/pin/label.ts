import { PIN_RULES, type PinName, pinFits } from '@kazasu/card';
import { LICENCE_PIN_RULE, type LicencePinName } from '@kazasu/card/licence';
import { isCardNumber } from '@kazasu/card/residence';

/** Every secret that a command may ask for: those that cards count, and the number of a residence card. */
export type CardSecret = PinName | LicencePinName | 'residenceNumber';

/** How a secret is called, in the two languages of those who hold one. */
export const PIN_LABELS: { readonly [name in CardSecret]: string } = {
  authentication: 'authentication PIN (利用者証明用電子証明書)',
  signature: 'signature password (署名用電子証明書)',
  text: 'PIN of the four items (券面事項入力補助用)',
  textNumberA: '照合番号A: My Number',
  textNumberB: '照合番号B: birth date, expiry year, security code',
  surfaceNumberA: '照合番号A: My Number',
  surfaceNumberB: '照合番号B: birth date, expiry year, security code',
  surfaceBirthdate: 'birth date YYMMDD, with the year of its era',
  juki: 'PIN of the resident register (住民基本台帳用)',
  common: 'PIN of the common application',
  licencePin1: 'first PIN of the licence (暗証番号１)',
  licencePin2: 'second PIN of the licence (暗証番号２)',
  residenceNumber: 'number of the residence card (在留カード番号)',
};

/** What can be typed, such as `4 digits`. */
export function formOf(name: CardSecret): string {
  if (name === 'residenceNumber') return '2 letters, 8 digits, 2 letters';
  const { lengthMin, lengthMax, characters } = ruleOf(name);
  const length = lengthMin === lengthMax ? `${lengthMin}` : `${lengthMin} to ${lengthMax}`;
  return `${length} ${characters === 'digits' ? 'digits' : 'capital letters and digits'}`;
}

/** Whether a value can be this secret at all. */
export function fits(name: CardSecret, value: Uint8Array): boolean {
  if (name === 'residenceNumber') return isCardNumber(value);
  return pinFits(ruleOf(name), value);
}

/** Whether its letters are capitals, so that small ones can be taken for them. */
export function hasCapitals(name: CardSecret): boolean {
  return name === 'residenceNumber' || ruleOf(name).characters === 'capitals and digits';
}

function ruleOf(name: PinName | LicencePinName) {
  return name === 'licencePin1' || name === 'licencePin2' ? LICENCE_PIN_RULE : PIN_RULES[name];
}
