import type { Language } from '@kazasu/ui/text';

const LOCALES = { ja: 'ja-JP', en: 'en-GB' } as const satisfies { readonly [language in Language]: string };
const MINUTE = { hour: 'numeric', minute: '2-digit' } as const;
const DAY = { month: 'long', day: 'numeric', ...MINUTE } as const;

/** The minute, or the day and the minute, where the person is. */
export function readableTime(milliseconds: number, language: Language, from: 'day' | 'minute'): string {
  return new Intl.DateTimeFormat(LOCALES[language], from === 'day' ? DAY : MINUTE).format(milliseconds);
}
