import { useLanguage } from '../../react/index.ts';

/** Chooses between a text in Japanese and the same in English. In the code that is shown the chosen one stands by itself. */
export function useText(): (ja: string, en: string) => string {
  const { language } = useLanguage();
  return (ja, en) => (language === 'ja' ? ja : en);
}
