/** One text in the two languages of everything this service says: 日本語 first, English beside. */
export interface Text {
  readonly ja: string;
  readonly en: string;
}

export type Language = keyof Text;

/**
 * The language of an answer (RFC 9110 12.5.4): the one of the two with the higher weight, Japanese where nothing or
 * neither is asked for.
 */
export function languageOf(acceptLanguage: string | null | undefined): Language {
  const weights = { ja: 0, en: 0 };
  for (const range of (acceptLanguage ?? '').slice(0, 1_000).split(',')) {
    const [, tag = '', weight = '1'] =
      /^\s*([a-z]{1,8}|\*)(?:-[a-z0-9-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*$/i.exec(range) ?? [];
    const language = tag.toLowerCase();
    if (language === 'ja' || language === 'en') {
      weights[language] = Math.max(weights[language], Number(weight));
    }
  }
  return weights.en > weights.ja ? 'en' : 'ja';
}

export function pick(text: Text, language: Language): string {
  return text[language];
}
