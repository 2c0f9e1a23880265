/** Japan has been nine hours ahead of UTC, without summer time, for as long as there have been certificates. */
const JST_MS = 9 * 3_600_000;

/** `YYYYMMDDHHMMSS` on the clocks of Japan. */
export function jstDateTime(milliseconds: number): string {
  return new Date(milliseconds + JST_MS).toISOString().slice(0, 19).replace(/[-:T]/g, '');
}

/** First day of each era, newest first, and the digit the certificate uses for it (facts b.3). */
const ERAS = [
  ['20190501', '5'],
  ['19890108', '4'],
  ['19261225', '3'],
  ['19120730', '2'],
  ['18680125', '1'],
] as const;

/** The digit of the era that a day belongs to, `0` before Meiji. `date` is `YYYYMMDD`, Gregorian. */
export function eraDigit(date: string): string {
  return ERAS.find(([start]) => date >= start)?.[1] ?? '0';
}
