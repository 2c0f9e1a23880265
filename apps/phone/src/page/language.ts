import { chooseLanguage, type Language } from '@kazasu/ui/text';
import { keptValue } from './kept.ts';

const choice = keptValue('kazasu-language');

/** The language chosen earlier, else the first of the browser's that we have, else Japanese. */
export function rememberedLanguage(): Language {
  return chooseLanguage({ asked: [choice.read(), ...navigator.languages] });
}

export function rememberLanguage(language: Language): void {
  choice.write(language);
}
