import { newPinFormat, PIN_NAMES, PIN_RULES, type PinName } from '@kazasu/card';
import { LICENCE_PIN_RULE, openLicence } from '@kazasu/card/licence';
import { CommandProblem } from '../../problem.ts';
import { table } from '../../terminal.ts';
import { type CardSecret, PIN_LABELS } from '../pin/index.ts';
import { type AtHand, type CardCommandOptions, type CardContext, withCard } from './at-hand.ts';
import { orNone } from './or-none.ts';
import { requireKind } from './require-kind.ts';

interface PinStatus {
  readonly triesLeft: number;
  readonly triesMax: number;
}

type Pins = { [name in CardSecret]?: PinStatus | null };

/** Tries left of every secret that such a card counts; null where this one does not tell. Costs none. */
export async function pinsOf(at: AtHand): Promise<Pins> {
  const { kind, transport } = at.held;
  const pins: Pins = {};
  const look = async (name: CardSecret, triesMax: number, ask: () => Promise<number>) => {
    const triesLeft = await at.free(() => orNone(ask()));
    pins[name] = triesLeft === null ? null : { triesLeft, triesMax };
  };
  if (kind === 'my-number') {
    for (const name of PIN_NAMES) {
      await look(name, PIN_RULES[name].tries, () => at.card.triesLeft(name));
    }
  }
  if (kind === 'licence') {
    const licence = openLicence(transport, { onStep: at.onStep });
    for (const name of ['licencePin1', 'licencePin2'] as const) {
      await look(name, LICENCE_PIN_RULE.tries, () => licence.triesLeft(name));
    }
  }
  return pins;
}

/** `kazasu card pin status` */
export function showPins(options: CardCommandOptions, context: CardContext): Promise<void> {
  return withCard(options, context, async (at) => {
    const pins = await pinsOf(at);
    at.answer(pins, pinsText(at, pins));
  });
}

export function pinsText({ held: { kind } }: AtHand, pins: Pins): string {
  if (kind === undefined) return 'What secrets it has is not known.';
  if (kind === 'residence') return 'It has no PIN: the number on it opens it, and nothing counts the misses.';
  const names = Object.keys(pins) as (keyof Pins)[];
  return table(names.map((name) => [name, sayTries(pins[name] ?? null), PIN_LABELS[name]]));
}

function sayTries(status: PinStatus | null): string {
  if (status === null) return 'not told by this card';
  if (status.triesLeft === 0) return 'blocked';
  return `${status.triesLeft} of ${status.triesMax} tries left`;
}

/** The secrets that a person chooses. */
export const CHANGEABLE = PIN_NAMES.filter((name) => PIN_RULES[name].changedBy !== 'none');

/** `kazasu card pin change`. Both secrets are known before the card hears of either. */
export function changePin(name: PinName, options: CardCommandOptions, context: CardContext): Promise<void> {
  return withCard(options, context, async (at) => {
    requireKind(at, 'my-number');
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
