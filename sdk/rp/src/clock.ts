import { setTimeout } from 'node:timers/promises';

/** Milliseconds since 1970. */
export type Clock = () => number;

/** Resolves after so long. */
export function waitFor(milliseconds: number): Promise<unknown> {
  return setTimeout(milliseconds);
}

/** The only place that reads the time; every caller may bring another clock. */
export const systemClock: Clock = Date.now;
