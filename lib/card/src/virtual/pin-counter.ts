import { toUtf8 } from '@kazasu/bytes';
import { PIN_RULES, type PinName } from '../pin.ts';
import type { CardMemory } from './contents.ts';

/**
 * The try counters. The order is the point: the try is taken away in durable memory before the PIN is looked
 * at, so whoever cuts the power at the moment of the answer has paid for it. A memory that cannot write throws
 * and the try has no outcome.
 */
export function triesLeft(memory: CardMemory, name: PinName): number {
  const tries = memory.read()[name]?.triesLeft ?? 0;
  // A damaged counter must not hand out tries: what is not a small whole number counts as none.
  return Number.isInteger(tries) && tries > 0 ? Math.min(tries, PIN_RULES[name].tries) : 0;
}

/** Uses one try: `right` gives all tries back, otherwise the number that remains. At none, nothing is compared. */
export function tryPin(
  memory: CardMemory,
  name: PinName,
  given: Uint8Array,
): { readonly right: boolean; readonly triesLeft: number; readonly blocked: boolean } {
  const before = triesLeft(memory, name);
  if (before === 0) return { right: false, triesLeft: 0, blocked: true };
  const value = setCounter(memory, name, before - 1);
  if (!sameBytes(toUtf8(value), given)) return { right: false, triesLeft: before - 1, blocked: false };
  setCounter(memory, name, PIN_RULES[name].tries);
  return { right: true, triesLeft: PIN_RULES[name].tries, blocked: false };
}

/** Replaces a PIN and gives all tries back. */
export function replacePin(memory: CardMemory, name: PinName, value: string): void {
  memory.write({ ...memory.read(), [name]: { value, triesLeft: PIN_RULES[name].tries } });
}

/** Makes the new count durable and returns the PIN that it counts for. */
function setCounter(memory: CardMemory, name: PinName, count: number): string {
  const pins = memory.read();
  const value = pins[name]?.value ?? '';
  memory.write({ ...pins, [name]: { value, triesLeft: count } });
  return value;
}

/** Takes as long for a first wrong byte as for a last one; only the length of what was given shows. */
function sameBytes(stored: Uint8Array, given: Uint8Array): boolean {
  let difference = stored.length ^ given.length;
  for (let i = 0; i < given.length; i++) {
    difference |= (given[i] as number) ^ (stored[i % stored.length] ?? 0x100);
  }
  return difference === 0;
}
