import { bookableDates, FACILITIES, TIMES } from './facility.ts';
import { randomNumber } from './random.ts';
import type { Booking } from './session/index.ts';

/** Undefined unless the form names a facility, a day and a time that are offered now. */
export function readBooking(form: Readonly<Record<string, unknown>>, time: number): Booking | undefined {
  const facility = FACILITIES.find(({ id }) => id === form.facility)?.id;
  const date = bookableDates(time).find((day) => day === form.date);
  const start = TIMES.find((candidate) => candidate === form.time);
  if (facility === undefined || date === undefined || start === undefined) return undefined;
  return { number: `MN-${randomNumber()}`, facility, date, time: start };
}
