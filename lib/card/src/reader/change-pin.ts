import { AID } from '../application/index.ts';
import { CardError } from '../error.ts';
import { PIN_RULES, type PinName, pinFormat } from '../pin.ts';
import type { Errands } from './errand.ts';
import type { Link } from './link.ts';
import { openWithPin, type PinOptions, queryTries } from './pin.ts';
import { requireOk } from './status-error.ts';

/** What is done with PINs themselves. */
export interface PinReader {
  /** Costs no try. */
  triesLeft(name: PinName): Promise<number>;
  /**
   * Verifies the current PIN and puts the next one in its place; both are overwritten. What {@link newPinFormat} refuses is
   * `card/pin-format` before the card hears anything; a number that is printed on the card cannot be changed
   * (`card/command`). The registry's and the common application have each a PIN of their own.
   */
  changePin(name: PinName, current: Uint8Array, next: Uint8Array, options?: PinOptions): Promise<void>;
}

/**
 * Whether a value may be chosen as this PIN: beside {@link pinFormat}, a signature password mixes letters and digits (facts
 * a.5). Bytes are looked at as they are: a text made of them could not be overwritten.
 */
export function newPinFormat(name: PinName, value: Uint8Array): boolean {
  if (!pinFormat(name, value)) return false;
  if (PIN_RULES[name].characters === 'digits') return true;
  const digits = value.filter((code) => code <= 0x39).length;
  return digits > 0 && digits < value.length;
}

export function pinReader({ run, free }: Errands): PinReader {
  return {
    triesLeft: (name) => free(AID[PIN_RULES[name].application], (link) => queryTries(link, name)),
    changePin: (name, current, next, options) =>
      run([current, next], async (link) => {
        const command = requireChangeable(name, next);
        await openWithPin(link, name, current, options);
        await replacePin(link, command, next);
      }),
  };
}

function requireChangeable(name: PinName, next: Uint8Array): keyof typeof CHANGE {
  const { changedBy } = PIN_RULES[name];
  if (changedBy === 'none') throw new CardError('card/command', 'this number cannot be changed');
  if (!newPinFormat(name, next)) {
    throw new CardError('card/pin-format', 'not the form of a new PIN');
  }
  return changedBy;
}

const CHANGE = {
  'change reference data': { cla: 0x00, ins: 0x24, p1: 1 },
  'change key': { cla: 0x80, ins: 0x32, p1: 0 },
} as const;

/** The PIN's file is still selected. */
async function replacePin(link: Link, command: keyof typeof CHANGE, next: Uint8Array): Promise<void> {
  link.step('change');
  const { status } = await link.exchange({ ...CHANGE[command], p2: 0x80, data: next });
  requireOk(status, 'change PIN');
}
