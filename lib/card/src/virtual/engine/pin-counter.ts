import { toUtf8 } from '@kazasu/bytes';
import type { PinRecord } from '../contents.ts';
import type { PinFile } from './layout.ts';

/** The durable memory as the engine sees it: any names. `write` returns only when the new state is durable. */
export interface EngineMemory {
  read(): { readonly [pin: string]: PinRecord | undefined };
  write(next: { readonly [pin: string]: PinRecord }): void;
}

/**
 * The try counters. The order is the point: the try is taken away in durable memory before the PIN is looked
 * at, so whoever cuts the power at the moment of the answer has paid for it. A memory that cannot write throws
 * and the try has no outcome.
 */
export function triesLeft(memory: EngineMemory, { pin, rule }: PinFile): number {
  const tries = memory.read()[pin]?.triesLeft ?? 0;
  // A damaged counter must not hand out tries: what is not a small whole number counts as none.
  return Number.isInteger(tries) && tries > 0 ? Math.min(tries, rule.tries) : 0;
}

/** Uses one try: `right` gives all tries back, otherwise the number that remains. At none, nothing is compared. */
export function tryPin(
  memory: EngineMemory,
  file: PinFile,
  given: Uint8Array,
): { readonly right: boolean; readonly triesLeft: number; readonly blocked: boolean } {
  const before = triesLeft(memory, file);
  if (before === 0) return { right: false, triesLeft: 0, blocked: true };
  const value = setCounter(memory, file.pin, before - 1);
  if (!sameBytes(toUtf8(value), given)) return { right: false, triesLeft: before - 1, blocked: false };
  setCounter(memory, file.pin, file.rule.tries);
  return { right: true, triesLeft: file.rule.tries, blocked: false };
}

/** Replaces a PIN and gives all tries back. */
export function replacePin(memory: EngineMemory, { pin, rule }: PinFile, value: string): void {
  memory.write({ ...present(memory), [pin]: { value, triesLeft: rule.tries } });
}

/** Makes the new count durable and returns the PIN that it counts for. */
function setCounter(memory: EngineMemory, pin: string, count: number): string {
  const pins = present(memory);
  const value = pins[pin]?.value ?? '';
  memory.write({ ...pins, [pin]: { value, triesLeft: count } });
  return value;
}

function present(memory: EngineMemory): { readonly [pin: string]: PinRecord } {
  return memory.read() as { readonly [pin: string]: PinRecord };
}

/** Takes as long for a first wrong byte as for a last one; only the length of what was given shows. */
function sameBytes(stored: Uint8Array, given: Uint8Array): boolean {
  let difference = stored.length ^ given.length;
  for (let i = 0; i < given.length; i++) {
    difference |= (given[i] as number) ^ (stored[i % stored.length] ?? 0x100);
  }
  return difference === 0;
}
