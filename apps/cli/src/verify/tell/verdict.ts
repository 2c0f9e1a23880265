import type { Indication, SubIndication, Verdict } from '@kazasu/pki';
import type { Telling } from './telling.ts';
import { WORDS } from './words.ts';

interface Judged {
  readonly verdict: Verdict;
  readonly indication?: Indication;
  readonly subIndication?: SubIndication;
}

/** `Signature 1: TOTAL-FAILED HASH_FAILURE (INVALID)`; where revocation was not asked about, it says so each time. */
export function verdictLine(what: string, judged: Judged, { language, theCase }: Telling): string {
  const { verdict, indication, subIndication } = judged;
  const word = WORDS[verdict][language];
  const unasked = theCase.revocation === 'none' ? `; ${WORDS.notAskedShort[language]}` : '';
  const terms = [indication, subIndication].filter((term) => term !== undefined).join(' ');
  return terms === ''
    ? `${what}: ${word}${unasked && ` (${unasked.slice(2)})`}`
    : `${what}: ${terms} (${word}${unasked})`;
}
