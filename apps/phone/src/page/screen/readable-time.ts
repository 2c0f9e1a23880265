import type { Language } from '@kazasu/ui/text';

const FORMATS = {
  ja: new Intl.DateTimeFormat('ja-JP', { month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit' }),
  en: new Intl.DateTimeFormat('en-GB', { month: 'long', day: 'numeric', hour: 'numeric', minute: '2-digit' }),
} satisfies { readonly [language in Language]: Intl.DateTimeFormat };

/** Day and minute where the person is. */
export function readableTime(milliseconds: number, language: Language): string {
  return FORMATS[language].format(milliseconds);
}
