import { createContext, type ReactNode, useContext } from 'react';
import type { Language } from '../text/language.ts';
import { SHARED_TEXTS, type SharedTexts } from '../text/shared.ts';

const LanguageContext = createContext<Language>('ja');

/** Everything inside is shown in this language. */
export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  return <LanguageContext value={language}>{children}</LanguageContext>;
}

/** The language of the page and the shared texts in it. */
export function useLanguage(): { readonly language: Language; readonly shared: SharedTexts } {
  const language = useContext(LanguageContext);
  return { language, shared: SHARED_TEXTS[language] };
}
