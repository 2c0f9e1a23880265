import { COMMON } from './application/common/ef.ts';
import { JPKI } from './application/jpki/ef.ts';
import { JUKI } from './application/juki/ef.ts';
import { SURFACE } from './application/surface/ef.ts';
import { TEXT } from './application/text/ef.ts';

/**
 * The secrets that a My Number Card asks for (facts a.5): PINs that a person chose, and numbers that are printed on the
 * card. 照合番号A is the My Number, 照合番号B and the birth-date key are made of what the face shows. Applications
 * count for themselves: the same number A has one counter in the text and another in the surface application.
 */
export type PinName =
  | 'authentication'
  | 'signature'
  | 'text'
  | 'textNumberA'
  | 'textNumberB'
  | 'surfaceNumberA'
  | 'surfaceNumberB'
  | 'surfaceBirthdate'
  | 'juki'
  | 'common';

/** The two PINs of a driver's licence: what is printed; with both of them domicile and photo. */
export type LicencePinName = 'licencePin1' | 'licencePin2';

/** Every secret whose tries a card counts. */
export type SecretName = PinName | LicencePinName;

export interface PinRule {
  /** The application in which it is verified, by its name in `AID`. */
  readonly application: 'jpki' | 'text' | 'surface' | 'juki' | 'common';
  /** Short file identifier of the PIN's file, as in `P2 = 80+sfi`. */
  readonly file: number;
  readonly lengthMin: number;
  readonly lengthMax: number;
  /** How many wrong tries in a row block it. */
  readonly tries: number;
  readonly characters: 'digits' | 'capitals and digits';
  /** The command with which the person chooses another one (facts a.3); what is printed on the card never changes. */
  readonly changedBy: 'change reference data' | 'change key' | 'none';
}

export const PIN_RULES: { readonly [name in PinName]: PinRule } = {
  authentication: chosen('jpki', JPKI.authenticationPin),
  signature: {
    ...chosen('jpki', JPKI.signaturePin),
    lengthMin: 6,
    lengthMax: 16,
    tries: 5,
    characters: 'capitals and digits',
  },
  text: chosen('text', TEXT.pin),
  textNumberA: printed('text', TEXT.numberA, 12),
  textNumberB: printed('text', TEXT.numberB, 14),
  surfaceNumberA: printed('surface', SURFACE.numberA, 12),
  surfaceNumberB: printed('surface', SURFACE.numberB, 14),
  surfaceBirthdate: printed('surface', SURFACE.birthdate, 6),
  juki: { ...chosen('juki', JUKI.pin), changedBy: 'change key' },
  common: { ...chosen('common', COMMON.pin), changedBy: 'change key' },
};

/** All of them, in the order of the table. */
export const PIN_NAMES = Object.keys(PIN_RULES) as readonly PinName[];

/** A PIN of four digits with three tries. */
function chosen(application: PinRule['application'], file: number): PinRule {
  return {
    application,
    file,
    lengthMin: 4,
    lengthMax: 4,
    tries: 3,
    characters: 'digits',
    changedBy: 'change reference data',
  };
}

/** A number that stands on the card: ten tries, of which only those of 照合番号B are documented. */
function printed(application: PinRule['application'], file: number, length: number): PinRule {
  return {
    application,
    file,
    lengthMin: length,
    lengthMax: length,
    tries: 10,
    characters: 'digits',
    changedBy: 'none',
  };
}

/**
 * Whether a value can be this PIN at all. Lower-case letters are refused: the asker turns them into upper case
 * where the person types them. That a signature password mixes letters and digits is a rule for choosing one,
 * not for using one, and is not tested here. Bytes are looked at as they are: a text made of them could not be
 * overwritten.
 */
export function pinFormat(name: PinName, value: Uint8Array | string): boolean {
  return pinFits(PIN_RULES[name], value);
}

/** {@link pinFormat} for the PIN of any card. */
export function pinFits(
  rule: Pick<PinRule, 'lengthMin' | 'lengthMax' | 'characters'>,
  value: Uint8Array | string,
): boolean {
  if (value.length < rule.lengthMin || value.length > rule.lengthMax) return false;
  for (let i = 0; i < value.length; i++) {
    const code = typeof value === 'string' ? value.charCodeAt(i) : value[i];
    if (!isAllowed(code ?? 0, rule)) return false;
  }
  return true;
}

function isAllowed(code: number, { characters }: Pick<PinRule, 'characters'>): boolean {
  if (code >= 0x30 && code <= 0x39) return true;
  return characters === 'capitals and digits' && code >= 0x41 && code <= 0x5a;
}
