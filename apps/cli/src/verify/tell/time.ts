import { isCalendarDate, jstDateTime } from '@kazasu/bytes';
import { CommandProblem } from '../../problem.ts';

const FORM = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970. Throws a CommandProblem for anything but ISO 8601 with an offset: a time without one is two times. */
export function parseTime(text: string): number {
  const [, year, month, day] = FORM.exec(text) ?? [];
  const isDate = year !== undefined && isCalendarDate(`${year}${month}${day}`);
  const time = isDate ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new CommandProblem(
    'usage',
    'The time of --at cannot be understood.',
    'Write it with its offset: 2026-11-22T12:00:00+09:00, or 2026-11-22T03:00:00Z.',
  );
}

/** On the clocks of Japan: `2026-11-22 12:00:00 +09:00`. */
export function timeText(time: number): string {
  const digits = jstDateTime(time);
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  return `${date} ${digits.slice(8, 10)}:${digits.slice(10, 12)}:${digits.slice(12)} +09:00`;
}
