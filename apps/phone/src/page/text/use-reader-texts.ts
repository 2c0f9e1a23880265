import { useLanguage } from '@kazasu/ui/react';
import { READER_TEXTS } from './reader.ts';

/** Loaded with the panels alone: the first screen does without. */
export function useReaderTexts(): (typeof READER_TEXTS)['ja'] {
  return READER_TEXTS[useLanguage().language];
}
