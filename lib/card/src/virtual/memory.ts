import { PIN_NAMES, PIN_RULES, type PinName } from '../pin.ts';
import type { CardMemory, PinMemory } from './contents.ts';
import { heldInRam, type PinRecord } from './engine/index.ts';

/** PINs as handed to personalisation: a bare value has all its tries. */
export type PinValues = { readonly [name in PinName]?: string | PinRecord | undefined };

/** What a card's memory holds when it leaves personalisation. */
export function freshPins(values: PinValues): PinMemory {
  const pins: { [name in PinName]?: PinRecord } = {};
  for (const name of PIN_NAMES) {
    const value = values[name];
    if (value === undefined) continue;
    pins[name] = typeof value === 'string' ? { value, triesLeft: PIN_RULES[name].tries } : value;
  }
  return pins;
}

/** A memory that lasts as long as the process: for tests, and for cards that nobody keeps. */
export function memoryInRam(values: PinValues): CardMemory {
  return heldInRam(freshPins(values));
}
