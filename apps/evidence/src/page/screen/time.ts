import type { Language } from '@kazasu/ui/text';

/** Date and time in Japan, to the second. */
export function timeText(milliseconds: number, language: Language): string {
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: 'Asia/Tokyo',
  }).format(milliseconds);
}

/** Date in Japan. */
export function dateText(milliseconds: number, language: Language): string {
  return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
    dateStyle: 'long',
    timeZone: 'Asia/Tokyo',
  }).format(milliseconds);
}
