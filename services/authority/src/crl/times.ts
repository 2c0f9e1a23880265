import { jstMidnight } from '@kazasu/bytes';
import { dateOf } from '../validity.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The last of these times of the day in Japan (`HH:MM`) that is not after `now`: a list in force was made since. */
export function lastDue(times: readonly string[], now: number): number {
  const midnight = jstMidnight(dateOf(now));
  const today = times.map((time) => midnight + minutesOf(time) * MINUTE_MS);
  const passed = today.map((time) => (time <= now ? time : time - DAY_MS));
  return Math.max(...passed);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
