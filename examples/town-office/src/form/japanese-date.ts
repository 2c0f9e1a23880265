const ERA = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
  dateStyle: 'long',
  timeZone: 'UTC',
});
const TODAY = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { dateStyle: 'long', timeZone: 'Asia/Tokyo' });
const INSTANT = new Intl.DateTimeFormat('ja-JP', {
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZone: 'Asia/Tokyo',
});

/** `19880517` as 昭和63年5月17日; parts that are not known stay as they are. */
export function japaneseDate(digits: string): string {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(digits) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? digits : ERA.format(date);
}

/** The day in Japan, with its era. `time`: milliseconds since 1970. */
export function japaneseDay(time: number): string {
  return TODAY.format(time);
}

/** `2026年11月23日 12:34`, in Japan. */
export function japaneseInstant(time: number): string {
  return INSTANT.format(time);
}
