/** The PINs that this project knows (facts a.5): two of the JPKI application, one of the text application. */
export type PinName = 'authentication' | 'signature' | 'text';

export interface PinRule {
  /** Short file identifier of the PIN's file, as in `P2 = 80+sfi`. */
  readonly file: number;
  readonly lengthMin: number;
  readonly lengthMax: number;
  /** How many wrong tries in a row block it. */
  readonly tries: number;
  readonly pattern: RegExp;
}

export const PIN_RULES: { readonly [name in PinName]: PinRule } = {
  authentication: { file: 0x18, lengthMin: 4, lengthMax: 4, tries: 3, pattern: /^[0-9]{4}$/ },
  signature: { file: 0x1b, lengthMin: 6, lengthMax: 16, tries: 5, pattern: /^[A-Z0-9]{6,16}$/ },
  text: { file: 0x11, lengthMin: 4, lengthMax: 4, tries: 3, pattern: /^[0-9]{4}$/ },
};

/**
 * Whether a value can be this PIN at all. Lower-case letters are refused: the asker turns them into upper case
 * where the person types them. That a signature password mixes letters and digits is a rule for choosing one,
 * not for using one, and is not tested here.
 */
export function pinFormat(name: PinName, value: Uint8Array | string): boolean {
  const rule = PIN_RULES[name];
  if (value.length < rule.lengthMin || value.length > rule.lengthMax) return false;
  return rule.pattern.test(typeof value === 'string' ? value : String.fromCharCode(...value));
}
