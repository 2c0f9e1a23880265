/** The PINs that this project knows (facts a.5): two of the JPKI application, one of the text application. */
export type PinName = 'authentication' | 'signature' | 'text';

export interface PinRule {
  /** Short file identifier of the PIN's file, as in `P2 = 80+sfi`. */
  readonly file: number;
  readonly lengthMin: number;
  readonly lengthMax: number;
  /** How many wrong tries in a row block it. */
  readonly tries: number;
  readonly characters: 'digits' | 'capitals and digits';
}

export const PIN_RULES: { readonly [name in PinName]: PinRule } = {
  authentication: { file: 0x18, lengthMin: 4, lengthMax: 4, tries: 3, characters: 'digits' },
  signature: { file: 0x1b, lengthMin: 6, lengthMax: 16, tries: 5, characters: 'capitals and digits' },
  text: { file: 0x11, lengthMin: 4, lengthMax: 4, tries: 3, characters: 'digits' },
};

/**
 * Whether a value can be this PIN at all. Lower-case letters are refused: the asker turns them into upper case
 * where the person types them. That a signature password mixes letters and digits is a rule for choosing one,
 * not for using one, and is not tested here. Bytes are looked at as they are: a text made of them could not be
 * overwritten.
 */
export function pinFormat(name: PinName, value: Uint8Array | string): boolean {
  const rule = PIN_RULES[name];
  if (value.length < rule.lengthMin || value.length > rule.lengthMax) return false;
  for (let i = 0; i < value.length; i++) {
    const code = typeof value === 'string' ? value.charCodeAt(i) : value[i];
    if (!isAllowed(code ?? 0, rule)) return false;
  }
  return true;
}

function isAllowed(code: number, rule: PinRule): boolean {
  if (code >= 0x30 && code <= 0x39) return true;
  return rule.characters === 'capitals and digits' && code >= 0x41 && code <= 0x5a;
}
