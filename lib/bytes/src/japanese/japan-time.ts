/** Japan has been nine hours ahead of UTC, without summer time, for as long as there have been certificates. */
const JST_MS = 9 * 3_600_000;

/** `YYYYMMDDHHMMSS` on the clocks of Japan. Takes milliseconds since 1970, years 0 to 9999. */
export function jstDateTime(milliseconds: number): string {
  return new Date(milliseconds + JST_MS).toISOString().slice(0, 19).replace(/[-:T]/g, '');
}

/** `YYYY-MM-DD`: the date in Japan at this moment, for people to read. */
export function jstDay(milliseconds: number): string {
  return jstDate(milliseconds).replace(/^(....)(..)/, '$1-$2-');
}

/** `YYYYMMDD`: the date in Japan at this moment. */
export function jstDate(milliseconds: number): string {
  return jstDateTime(milliseconds).slice(0, 8);
}

/** Milliseconds since 1970 at which the day `YYYYMMDD` begins in Japan. The caller has seen to it that there is such a day. */
export function jstMidnight(date: string): number {
  return Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T00:00:00Z`) - JST_MS;
}
