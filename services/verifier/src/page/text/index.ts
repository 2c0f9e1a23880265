/**
 * Every word of the console's pages, in both languages. Owns nothing but texts: what may be done is decided elsewhere, here it has
 * a name. Refuses gaps: a text that one language lacks does not compile.
 */
import type { Language } from '@kazasu/ui/text';
import { DESK_TEXTS } from './desk.ts';
import { FRAME_TEXTS } from './frame.ts';
import { KEY_TEXTS } from './key.ts';
import { PROOF_TEXTS } from './proof.ts';
import { VERIFICATION_TEXTS } from './verification.ts';

export const CATALOGUES = [DESK_TEXTS, FRAME_TEXTS, KEY_TEXTS, PROOF_TEXTS, VERIFICATION_TEXTS];

export function textsOf(lang: Language) {
  return {
    desk: DESK_TEXTS[lang],
    frame: FRAME_TEXTS[lang],
    keys: KEY_TEXTS[lang],
    proof: PROOF_TEXTS[lang],
    verification: VERIFICATION_TEXTS[lang],
  };
}
export type Texts = ReturnType<typeof textsOf>;
