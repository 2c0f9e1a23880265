/**
 * The texts of the app in both languages: those that the first screens and a login need, by what they speak of. Texts of pages that come when
 * they are gone to are in files of their own, which those pages take; `later.ts` names them.
 */
import { type Language, SHARED_TEXTS, type SharedTexts } from '@kazasu/ui/text';
import { ACCOUNT_TEXTS } from './account.ts';
import { CARD_TEXTS } from './card.ts';
import { FIRST_USE_TEXTS } from './first-use.ts';
import { FLOW_TEXTS } from './flow.ts';
import { FLOW_PROBLEM_TEXTS } from './flow-problem.ts';
import { FRAME_TEXTS } from './frame.ts';
import { PROBLEM_TEXTS } from './problem.ts';
import { READER_PROBLEM_TEXTS, READER_TEXTS } from './reader.ts';
import { SCAN_TEXTS } from './scan.ts';
import { SCREEN_TEXTS } from './screen.ts';
import { SHELL_TEXTS } from './shell.ts';
import { SIGN_TEXTS } from './sign.ts';
import { SIGN_PROBLEM_TEXTS } from './sign-problem.ts';

export type { ProblemText } from './problem.ts';
export {
  ACCOUNT_TEXTS,
  CARD_TEXTS,
  FIRST_USE_TEXTS,
  FLOW_PROBLEM_TEXTS,
  FLOW_TEXTS,
  FRAME_TEXTS,
  PROBLEM_TEXTS,
  READER_PROBLEM_TEXTS,
  READER_TEXTS,
  SCAN_TEXTS,
  SCREEN_TEXTS,
  SHELL_TEXTS,
  SIGN_PROBLEM_TEXTS,
  SIGN_TEXTS,
};

/** All texts in one language. */
export interface Texts {
  readonly shared: SharedTexts;
  readonly frame: (typeof FRAME_TEXTS)[Language];
  readonly shell: (typeof SHELL_TEXTS)[Language];
  readonly account: (typeof ACCOUNT_TEXTS)[Language];
  readonly card: (typeof CARD_TEXTS)[Language];
  readonly firstUse: (typeof FIRST_USE_TEXTS)[Language];
  readonly flow: (typeof FLOW_TEXTS)[Language];
  readonly scan: (typeof SCAN_TEXTS)[Language];
  readonly screen: (typeof SCREEN_TEXTS)[Language];
  readonly problem: (typeof PROBLEM_TEXTS)[Language] &
    (typeof FLOW_PROBLEM_TEXTS)[Language] &
    (typeof READER_PROBLEM_TEXTS)[Language];
  readonly sign: (typeof SIGN_TEXTS)[Language];
  /** What is said otherwise when it is about a signature. */
  readonly signProblem: (typeof SIGN_PROBLEM_TEXTS)[Language];
}

export function textsIn(language: Language): Texts {
  return {
    shared: SHARED_TEXTS[language],
    frame: FRAME_TEXTS[language],
    shell: SHELL_TEXTS[language],
    account: ACCOUNT_TEXTS[language],
    card: CARD_TEXTS[language],
    firstUse: FIRST_USE_TEXTS[language],
    flow: FLOW_TEXTS[language],
    scan: SCAN_TEXTS[language],
    screen: SCREEN_TEXTS[language],
    problem: {
      ...PROBLEM_TEXTS[language],
      ...FLOW_PROBLEM_TEXTS[language],
      ...READER_PROBLEM_TEXTS[language],
    },
    sign: SIGN_TEXTS[language],
    signProblem: SIGN_PROBLEM_TEXTS[language],
  };
}
