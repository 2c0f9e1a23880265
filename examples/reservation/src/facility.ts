/** What can be booked. Names and descriptions are in the texts. */
export const FACILITIES = [
  { id: 'arena', yen: 2400, hours: '9:00–21:00', free: true },
  { id: 'pool', yen: 1200, hours: '10:00–20:00', free: false },
  { id: 'tennis', yen: 900, hours: '8:00–21:00', free: true },
  { id: 'dojo', yen: 700, hours: '9:00–21:00', free: true },
] as const;

export type Facility = (typeof FACILITIES)[number];
export type FacilityId = Facility['id'];

export const TIMES = ['10:00', '13:00', '15:00', '18:00'] as const;

const DAY_MS = 24 * 3_600_000;
const inJapan = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' });

/** The seven days after today, as `YYYY-MM-DD` in Japan. `time` is milliseconds since 1970. */
export function bookableDates(time: number): string[] {
  return [1, 2, 3, 4, 5, 6, 7].map((days) => inJapan.format(time + days * DAY_MS));
}

/** `7月3日（金）`, `Fri, 3 July`. */
export function readableDate(date: string, language: string): string {
  const options = { month: 'long', day: 'numeric', weekday: 'short', timeZone: 'UTC' } as const;
  const day = new Date(`${date}T00:00:00Z`);
  if (language !== 'ja') return new Intl.DateTimeFormat('en-GB', options).format(day);
  // Intl writes the weekday between the half-width parentheses of Latin text.
  const text = new Intl.DateTimeFormat('ja-JP', options).format(day);
  return text.replace('(', '（').replace(')', '）');
}
