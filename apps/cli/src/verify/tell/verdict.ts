import { explainReport, type Indication, type SubIndication, type Verdict } from '@kazasu/pki';
import type { Telling } from './telling.ts';
import { WORDS } from './words.ts';

interface Judged {
  readonly verdict: Verdict;
  readonly indication?: Indication;
  readonly subIndication?: SubIndication;
}

/** `Signature 1: TOTAL-FAILED HASH_FAILURE (INVALID)`, and below what that means; where revocation was not asked about, it says so each time. */
export function verdictLine(what: string, judged: Judged, { language, theCase }: Telling): string {
  const { verdict, indication, subIndication } = judged;
  const word = WORDS[verdict][language];
  const unasked = theCase.revocation === 'none' ? `; ${WORDS.notAskedShort[language]}` : '';
  const terms = [indication, subIndication].filter((term) => term !== undefined).join(' ');
  if (terms === '') return `${what}: ${word}${unasked && ` (${unasked.slice(2)})`}`;
  const why = explainReport({ ...judged, checks: [] }, language).subIndicationText;
  const line = `${what}: ${terms} (${word}${unasked})`;
  return why === undefined ? line : `${line}\n  ${why}`;
}
