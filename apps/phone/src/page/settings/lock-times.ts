import { keptChoice } from '../kept.ts';

const MINUTE_MS = 60_000;

/** Minutes without use, as they can be chosen: none for which the provider would not keep the account open. */
export const idleMinutes = keptChoice('kazasu-lock-idle', ['1', '3', '5'], '5');
/** Minutes out of sight. */
export const hiddenMinutes = keptChoice('kazasu-lock-hidden', ['0', '1', '5'], '1');

export function readLockTimes(): { readonly idle: number; readonly hidden: number } {
  return {
    idle: Number(idleMinutes.read()) * MINUTE_MS,
    hidden: Number(hiddenMinutes.read()) * MINUTE_MS,
  };
}
