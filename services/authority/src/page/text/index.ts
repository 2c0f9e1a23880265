/**
 * Every word of the counter's pages, in both languages. Owns nothing but texts: what may be done is decided elsewhere,
 * here it has a name. Refuses gaps: a text that one language lacks does not compile.
 */
import type { Language } from '@kazasu/ui/text';
import { DESK_TEXTS } from './desk.ts';
import { EVENT_TEXTS } from './event.ts';
import { FORM_TEXTS } from './form.ts';
import { FRAME_TEXTS } from './frame.ts';
import { PAGE_TEXTS } from './page.ts';
import { PROBLEM_TEXTS } from './problem.ts';
import { STATE_TEXTS } from './state.ts';

export { PROBLEM_TEXTS };
export const CATALOGUES = [
  DESK_TEXTS,
  EVENT_TEXTS,
  FORM_TEXTS,
  FRAME_TEXTS,
  PAGE_TEXTS,
  PROBLEM_TEXTS,
  STATE_TEXTS,
];

export function textsOf(lang: Language) {
  return {
    frame: FRAME_TEXTS[lang],
    state: STATE_TEXTS[lang],
    event: EVENT_TEXTS[lang],
    form: FORM_TEXTS[lang],
    page: PAGE_TEXTS[lang],
    desk: DESK_TEXTS[lang],
    problem: PROBLEM_TEXTS[lang],
  };
}
export type Texts = ReturnType<typeof textsOf>;
