import * as v from 'valibot';
import { DIVERGENCES } from '../divergences.ts';

const DAY = 24 * 3_600_000;
const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** What an operator decides about watching. */
export const WatchSettings = v.strictObject({
  /** How long until a certificate is looked at again, milliseconds. New lists come daily, and with each revocation. */
  intervalMs: v.optional(whole(1_000, 7 * DAY), DIVERGENCES.watchIntervalMs.value),
  /** From how many days before its end on a certificate is said to run out. */
  expiringDays: v.optional(whole(1, 365), DIVERGENCES.expiringDays.value),
});
