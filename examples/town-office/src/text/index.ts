/** The words of the pages, in Japanese and English; the language is a cookie of its own, or the browser's wish. */
import { en } from './en.ts';
import { ja } from './ja.ts';

export type Language = 'ja' | 'en';
export type Texts = typeof ja;

export const TEXTS: Readonly<Record<Language, Texts>> = { ja, en };

export function isLanguage(text: string | undefined): text is Language {
  return text === 'ja' || text === 'en';
}

/** The cookie first; then English for browsers that ask for it before Japanese. */
export function chooseLanguage(cookie: string | undefined, accepted: string | undefined): Language {
  if (isLanguage(cookie)) return cookie;
  const first = (accepted ?? '')
    .split(',')
    .map((tag) => tag.trim().slice(0, 2).toLowerCase())
    .find(isLanguage);
  return first ?? 'ja';
}
