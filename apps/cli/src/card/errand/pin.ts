import { newPinFormat, PIN_NAMES, PIN_RULES, type PinName } from '@kazasu/card';
import { CommandProblem } from '../../problem.ts';
import { table } from '../../terminal.ts';
import { PIN_LABELS } from '../pin/index.ts';
import { type AtHand, type CardContext, type CardOptions, withCard } from './at-hand.ts';
import { orNone } from './or-none.ts';

export interface PinStatus {
  readonly triesLeft: number;
  readonly triesMax: number;
}

/** Tries left of every secret; null where the card has none of that name. Costs none. */
export async function pinsOf(at: AtHand): Promise<{ [name in PinName]?: PinStatus | null }> {
  const pins: { [name in PinName]?: PinStatus | null } = {};
  for (const name of PIN_NAMES) {
    pins[name] = await at.free(async (card) => {
      const triesLeft = await orNone(card.triesLeft(name));
      return triesLeft === null ? null : { triesLeft, triesMax: PIN_RULES[name].tries };
    });
  }
  return pins;
}

/** `kazasu card pin status` */
export function showPins(options: CardOptions, context: CardContext): Promise<void> {
  return withCard(options, context, async (at) => {
    const pins = await pinsOf(at);
    at.answer(pins, table(pinRows(pins)));
  });
}

export function pinRows(pins: { readonly [name in PinName]?: PinStatus | null }): string[][] {
  return PIN_NAMES.map((name) => [name, sayTries(pins[name]), PIN_LABELS[name]]);
}

function sayTries(status: PinStatus | null | undefined): string {
  if (status === null || status === undefined) return 'not told by this card';
  if (status.triesLeft === 0) return 'blocked';
  return `${status.triesLeft} of ${status.triesMax} tries left`;
}

/** The secrets that a person chooses. */
export const CHANGEABLE = PIN_NAMES.filter((name) => PIN_RULES[name].changeable);

/** `kazasu card pin change`. Both secrets are known before the card hears of either. */
export function changePin(name: PinName, options: CardOptions, context: CardContext): Promise<void> {
  return withCard(options, context, async (at) => {
    await at.behind([name], async (current, pinOptions) => {
      const next = await at.pins.choose(name).catch((problem: unknown) => {
        current.fill(0);
        throw problem;
      });
      requireMixed(name, current, next);
      await at.card.changePin(name, current, next, pinOptions);
    });
    at.terminal.note(`The ${PIN_LABELS[name]} is changed.`);
    at.answer({ changed: name });
  });
}

/** A signature password has letters and digits; the card would take either alone (facts a.5). */
function requireMixed(name: PinName, current: Uint8Array, next: Uint8Array): void {
  if (newPinFormat(name, next)) return;
  current.fill(0);
  next.fill(0);
  throw new CommandProblem(
    'usage',
    'A signature password needs a letter and a digit. Nothing was changed.',
    'Choose 6 to 16 letters and digits, both of them.',
  );
}
