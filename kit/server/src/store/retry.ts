import { setTimeout as sleep } from 'node:timers/promises';
import { randomOctets } from '../random/index.ts';

/** Waits longer from attempt to attempt, by an amount that differs between those who lost the same race. */
export async function backOff(attempt: number, longestMs: number): Promise<void> {
  const ceiling = Math.min(longestMs, 2 ** Math.min(attempt, 10));
  await sleep(Math.ceil((ceiling * (1 + (randomOctets(1)[0] ?? 0))) / 256));
}
