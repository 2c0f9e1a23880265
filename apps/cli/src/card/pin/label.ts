import { PIN_RULES, type PinName } from '@kazasu/card';

/** How a secret is called, in the two languages of those who hold one. */
export const PIN_LABELS: { readonly [name in PinName]: string } = {
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
};

/** What can be typed, such as `4 digits`. */
export function formOf(name: PinName): string {
  const { lengthMin, lengthMax, characters } = PIN_RULES[name];
  const length = lengthMin === lengthMax ? `${lengthMin}` : `${lengthMin} to ${lengthMax}`;
  return `${length} ${characters === 'digits' ? 'digits' : 'capital letters and digits'}`;
}
