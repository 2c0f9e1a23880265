import { chooseLanguage, type Language } from '@kazasu/ui/text';

const LANGUAGE_KEY = 'kazasu-language';

/** The language chosen earlier, else the first of the browser's that we have, else Japanese. */
export function rememberedLanguage(): Language {
  return chooseLanguage({ asked: [readChoice(), ...navigator.languages] });
}

export function rememberLanguage(language: Language): void {
  try {
    window.localStorage.setItem(LANGUAGE_KEY, language);
  } catch {
    // A browser that stores nothing still shows the language; it only forgets it.
  }
}

function readChoice(): string | null {
  try {
    return window.localStorage.getItem(LANGUAGE_KEY);
  } catch {
    return null;
  }
}
