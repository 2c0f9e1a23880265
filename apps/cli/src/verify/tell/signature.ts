import { type Check, explainReport, type Language, type SignatureReport } from '@kazasu/pki';
import { checkLines, rows } from './check-lines.ts';
import { certificateOf, holderRows } from './signer.ts';
import type { Telling } from './telling.ts';
import { timeText } from './time.ts';
import { verdictLine } from './verdict.ts';
import { WORDS } from './words.ts';

/** One signature of a document: the verdict, who and when, and what speaks against it. */
export function signatureText(report: SignatureReport, number: number, telling: Telling): string {
  const { language, options } = telling;
  const shown = { language, showItems: options.showItems === true };
  const facts = [
    ...holderRows(certificateOf(report.certificate), WORDS.signer[language], shown),
    [WORDS.level[language], `${report.format} ${report.level}`],
    ...timeRows(report, language),
    ...report.checks
      .filter(({ id }) => id === 'ades.timestamp')
      .map((check) => [WORDS.stamp[language], stampText(check, telling)]),
  ];
  return [
    verdictLine(`${WORDS.signature[language]} ${number}`, report, telling),
    rows(facts),
    checkLines(report, language, options.verbose === true),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function timeRows(
  { claimedTime, bestSignatureTime, level }: SignatureReport,
  language: Language,
): string[][] {
  const claimed =
    claimedTime === undefined
      ? []
      : [[WORDS.claimed[language], `${timeText(claimedTime)} ${WORDS.claimedBy[language]}`]];
  if (level === 'B') return [...claimed, [WORDS.best[language], WORDS.unproved[language]]];
  return [...claimed, [WORDS.best[language], `${timeText(bestSignatureTime)} ${WORDS.byStamp[language]}`]];
}

/** One that is not valid takes nothing from the signature, so it is no failed check; but somebody put it there. */
function stampText(check: Check, { language, theCase }: Telling): string {
  const { genTime } = check.facts ?? {};
  const time = typeof genTime === 'number' ? timeText(genTime) : WORDS.unknown[language];
  if (check.status === 'passed') return time;
  const nobody = theCase.trust.timestampAnchors.length === 0;
  const why = nobody ? WORDS.noStampTrust[language] : whyNot(check, language);
  return `${time} ${WORDS.stampIgnored[language]}: ${why}`;
}

function whyNot(check: Check, language: Language): string {
  const { checks } = explainReport({ verdict: 'valid', checks: [check] }, language);
  const facts = checks.flatMap(({ facts = [] }) => facts);
  return facts
    .filter(({ name }) => name === 'because' || name === 'rule')
    .map(({ name, text }) => (name === 'rule' ? `${WORDS.notKept[language]}: ${text}` : text))
    .join('; ');
}
