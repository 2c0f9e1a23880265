import type { Language } from '@kazasu/ui/text';
import { ACCOUNT_ERROR_CODES, explainAccount } from '../account/explain-account.ts';
import { explain, PROBLEM_CODES } from '../login/explain.ts';
import { HELP_TEXTS } from '../text/help.ts';
import { type ProblemText, textsIn } from '../text/index.ts';

type GuideId = keyof (typeof HELP_TEXTS)['ja']['guide'];

/** One entry of the help, under the name that stands in its address. */
export type Topic =
  | {
      readonly kind: 'guide';
      readonly id: string;
      readonly title: string;
      readonly text: string;
      readonly steps: readonly string[];
    }
  | { readonly kind: 'question'; readonly id: string; readonly title: string; readonly text: string }
  | {
      readonly kind: 'error';
      readonly id: string;
      readonly title: string;
      readonly cause: string;
      readonly remedy: string;
      /** Where the screen of a signature says something else. */
      readonly signing?: ProblemText;
      /** The guide that leads further. */
      readonly guide?: GuideId;
    };

/** Errors after which somebody needs more than two sentences. */
const GUIDE_FOR: { readonly [code in string]?: GuideId } = {
  pin_blocked: 'pin_unlock',
  pin_wrong: 'pin_unlock',
  last_try: 'pin_unlock',
  certificate_expired: 'renewal',
  certificate_revoked: 'lost_card',
  match_failed: 'scam',
  transaction_taken: 'scam',
  passkey_failed: 'lost_device',
  passkey_invalid: 'lost_device',
};

/** The whole help in one language: guides, questions, and one entry for each code that a screen can show. */
export function topicsIn(language: Language): readonly Topic[] {
  const { guide, faq } = HELP_TEXTS[language];
  const guides = Object.entries(guide).map(([id, one]) => ({ kind: 'guide' as const, id, ...one }));
  const questions = Object.entries(faq).map(([id, one]) => ({ kind: 'question' as const, id, ...one }));
  return [...guides, ...questions, ...errorsIn(language)];
}

interface Explained extends ProblemText {
  readonly code: string;
  readonly signing?: ProblemText;
}

function errorsIn(language: Language): readonly Topic[] {
  const texts = textsIn(language);
  const explained: readonly Explained[] = [
    ...PROBLEM_CODES.map((code) => {
      const one = explain({ code }, texts);
      const { code: _, ...signing } = explain({ code }, texts, true);
      const same = (['title', 'cause', 'remedy'] as const).every((part) => signing[part] === one[part]);
      return same ? one : { ...one, signing };
    }),
    ...ACCOUNT_ERROR_CODES.map((code) => explainAccount(code, texts)),
  ];
  // Two that are one to the person have one code for support too, and one entry.
  const errors = new Map(explained.toReversed().map((one) => [one.code, one]));
  return [...errors.values()]
    .map(({ code, ...text }) => {
      const guideId = GUIDE_FOR[code];
      return {
        kind: 'error' as const,
        id: code,
        ...text,
        ...(guideId === undefined ? {} : { guide: guideId }),
      };
    })
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** Every word must be somewhere in the topic. */
export function searchTopics(topics: readonly Topic[], words: string): readonly Topic[] {
  const asked = plain(words)
    .split(' ')
    .filter((word) => word !== '');
  return topics.filter((topic) => {
    const { signing = {}, ...rest } = { signing: undefined, ...topic };
    const text = plain([...Object.values(rest).flat(), ...Object.values(signing)].join(' '));
    return asked.every((word) => text.includes(word));
  });
}

/** Full and half width, upper and lower case are the same. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
