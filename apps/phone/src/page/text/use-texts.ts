import { useLanguage } from '@kazasu/ui/react';
import type { Language } from '@kazasu/ui/text';
import { type Texts, textsIn } from './index.ts';

/** All texts of the app in the language that is shown. */
export function useTexts(): Texts & { readonly language: Language } {
  const { language } = useLanguage();
  return { ...textsIn(language), language };
}

export type HelpTopic = keyof Texts['flow']['help'];
