import { toUtf8 } from '@kazasu/bytes';
import { sameBytes } from '../../same-bytes.ts';
import type { PinFile } from './layout.ts';
import type { DurableMemory, PinRecord } from './memory.ts';

/**
 * The try counters. The order is the point: the try is taken away in durable memory before the PIN is looked
 * at, so whoever cuts the power at the moment of the answer has paid for it. A memory that cannot write, or
 * does not keep what is written, makes it throw, and the try has no outcome.
 */
export function triesLeft(memory: DurableMemory, { pin, rule }: PinFile): number {
  const tries = memory.read()[pin]?.triesLeft ?? 0;
  // A damaged counter must not hand out tries: what is not a small whole number counts as none.
  return Number.isInteger(tries) && tries > 0 ? Math.min(tries, rule.tries) : 0;
}

/** Uses one try: `right` gives all tries back, otherwise the number that remains. At none, nothing is compared. */
export function tryPin(
  memory: DurableMemory,
  file: PinFile,
  given: Uint8Array,
): { readonly right: boolean; readonly triesLeft: number; readonly blocked: boolean } {
  const before = triesLeft(memory, file);
  if (before === 0) return { right: false, triesLeft: 0, blocked: true };
  const value = memory.read()[file.pin]?.value ?? '';
  keep(memory, file.pin, { value, triesLeft: before - 1 });
  if (!sameBytes(toUtf8(value), given)) return { right: false, triesLeft: before - 1, blocked: false };
  keep(memory, file.pin, { value, triesLeft: file.rule.tries });
  return { right: true, triesLeft: file.rule.tries, blocked: false };
}

/** Replaces a PIN and gives all tries back. */
export function replacePin(memory: DurableMemory, { pin, rule }: PinFile, value: string): void {
  keep(memory, pin, { value, triesLeft: rule.tries });
}

/** Makes a record durable, and looks whether it is: a memory that drops what is written would give tries without end. */
function keep(memory: DurableMemory, pin: string, record: PinRecord): void {
  memory.write({ ...memory.read(), [pin]: record });
  const kept = memory.read()[pin];
  if (kept?.triesLeft !== record.triesLeft || kept.value !== record.value) {
    throw new Error('the memory did not keep what was written');
  }
}
