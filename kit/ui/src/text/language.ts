/** The languages that every page has. */
export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** `ja` and `en` in any case and with any region (`en-GB`); everything else is undefined. */
export function parseLanguage(tag: string | null | undefined): Language | undefined {
  const primary = tag?.trim().toLowerCase().split('-', 1)[0];
  return LANGUAGES.find((language) => language === primary);
}

/**
 * The language to answer in: the first one asked for by name (a query parameter, a remembered choice, `ui_locales`)
 * that we have; else the best of `Accept-Language` (RFC 9110 section 12.5.4); else Japanese.
 */
export function chooseLanguage(wishes: {
  readonly asked?: readonly (string | null | undefined)[];
  readonly acceptLanguage?: string | null | undefined;
}): Language {
  for (const tag of wishes.asked ?? []) {
    const language = parseLanguage(tag);
    if (language !== undefined) return language;
  }
  return bestAccepted(wishes.acceptLanguage ?? '') ?? 'ja';
}

/** In which language a request is to be answered: the switch on the page (`?lang=`) decides, then the browser. */
export function requestLanguage(request: {
  query(name: string): string | undefined;
  header(name: string): string | undefined;
}): Language {
  return chooseLanguage({
    asked: [request.query('lang')],
    acceptLanguage: request.header('Accept-Language'),
  });
}

/** Longest header looked at; a longer one is cut, for a language is never worth the work. */
const ACCEPT_LANGUAGE_MAX = 200;

function bestAccepted(header: string): Language | undefined {
  let best: Language | undefined;
  let bestQuality = 0;
  for (const range of header.slice(0, ACCEPT_LANGUAGE_MAX).split(',')) {
    const [tag, parameter] = range.split(';', 2);
    const language = parseLanguage(tag);
    const quality =
      parameter === undefined ? 1 : Number(/^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameter)?.[1]);
    if (language !== undefined && quality > bestQuality) {
      best = language;
      bestQuality = quality;
    }
  }
  return best;
}

/** The address of the same page in each language, by the query parameter `lang`; path and query only. */
export function languageLinks(url: string): { readonly [language in Language]: string } {
  const link = (language: Language) => {
    const target = new URL(url, 'http://localhost');
    target.searchParams.set('lang', language);
    return target.pathname + target.search;
  };
  return { ja: link('ja'), en: link('en') };
}
