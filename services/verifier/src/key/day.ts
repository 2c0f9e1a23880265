const JAPAN_MS = 9 * 3_600_000;

/** The day in Japan, `YYYYMMDD`. */
export function dayInJapan(time: number): string {
  return new Date(time + JAPAN_MS).toISOString().slice(0, 10).replaceAll('-', '');
}
