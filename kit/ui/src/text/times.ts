import type { Language } from './language.ts';

const TAGS: { readonly [language in Language]: string } = { ja: 'ja-JP', en: 'en-GB' };

type Exactness = Pick<Intl.DateTimeFormatOptions, 'timeStyle'>;

function inJapan(milliseconds: number, language: Language, exactness: Exactness): string {
  const dateStyle = language === 'ja' ? 'long' : 'medium';
  const format = new Intl.DateTimeFormat(TAGS[language], { dateStyle, ...exactness, timeZone: 'Asia/Tokyo' });
  return format.format(new Date(milliseconds));
}

function timeIn(milliseconds: number, language: Language, timeStyle: 'short' | 'medium'): string {
  const time = inJapan(milliseconds, language, { timeStyle });
  return language === 'en' ? `${time} (JST)` : time;
}

/** Time in Japan, of milliseconds since 1970. */
export function readableTime(milliseconds: number, language: Language): string {
  return timeIn(milliseconds, language, 'short');
}

/** The same to the second, where an order matters. */
export function exactTime(milliseconds: number, language: Language): string {
  return timeIn(milliseconds, language, 'medium');
}

/** Day in Japan. */
export function readableDay(milliseconds: number, language: Language): string {
  return inJapan(milliseconds, language, {});
}
