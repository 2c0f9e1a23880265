import type { Language } from '@kazasu/pki';
import { environment } from '@kazasu/server/config';

/** The language asked for, or that of the terminal: Japanese where the locale is, English everywhere else. */
export function languageOf(wanted: Language | undefined): Language {
  if (wanted !== undefined) return wanted;
  const { LC_ALL, LC_MESSAGES, LANG } = environment();
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '') ?? '';
  return /^ja(_|\.|$)/.test(locale) ? 'ja' : 'en';
}
