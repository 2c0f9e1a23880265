import type { DocumentReport, PathReport, TimestampReport } from '@kazasu/pki';
import { checkLines, rows } from './check-lines.ts';
import { revisionsText } from './revision.ts';
import { signatureText } from './signature.ts';
import { commonNameOf, holderRows } from './signer.ts';
import type { Telling } from './telling.ts';
import { timeText } from './time.ts';
import { verdictLine } from './verdict.ts';
import { KIND_NAMES, WORDS } from './words.ts';

/** The whole answer for people. */
export function asText(telling: Telling): string {
  const { judgement } = telling;
  const parts = (): string[] => {
    switch (judgement.kind) {
      case 'document':
        return documentParts(judgement.report, telling);
      case 'certificate':
        return certificateParts(judgement.report, telling);
      case 'timestamp':
        return timestampParts(judgement.report, telling);
    }
  };
  return [head(telling), ...parts()].filter((part) => part !== '').join('\n\n');
}

/** What it is, and by what it was judged. */
function head({ path, theCase, profile, missing, language }: Telling): string {
  const { trust, revocation, subject, time } = theCase;
  const source = trust.town === undefined ? '' : `${WORDS.town[language]} `;
  const facts = [
    [WORDS.judgedFor[language], timeText(time)],
    [WORDS.trust[language], `${source}${trust.sources.join(', ')}`],
    ...(profile === 'none' ? [] : [[WORDS.profile[language], profile]]),
    ...(revocation === 'none' ? [[WORDS.revocation[language], WORDS.notAsked[language]]] : []),
    ...missing.map((why) => [WORDS.revocation[language], `${WORDS.missing[language]} (${why})`]),
  ];
  return `${path} (${KIND_NAMES[subject.kind][language]})\n${rows(facts)}`;
}

function documentParts(report: DocumentReport, telling: Telling): string[] {
  const { language, options } = telling;
  const own = checkLines(report, language, options.verbose === true);
  const several = report.signatures.length !== 1 || own !== '';
  return [
    several ? [verdictLine(WORDS.document[language], report, telling), own].filter(Boolean).join('\n') : '',
    ...(report.signatures.length === 0 ? [WORDS.noSignature[language]] : []),
    ...report.signatures.map((signature, at) => signatureText(signature, at + 1, telling)),
    revisionsText(report, language),
  ];
}

function certificateParts(report: PathReport, telling: Telling): string[] {
  const { language, options } = telling;
  const shown = { language, showItems: options.showItems === true };
  const issuer = report.chain?.[1];
  const facts = [
    ...holderRows(report.certificate, WORDS.holder[language], shown),
    ...(issuer ? [[WORDS.chain[language], nameText(issuer.subject)]] : []),
  ];
  return [
    [
      verdictLine(KIND_NAMES.certificate[language], report, telling),
      rows(facts),
      checkLines(report, language, options.verbose === true),
    ]
      .filter(Boolean)
      .join('\n'),
  ];
}

/** Authorities of J-LIS have no common name; which of them it is, and whether a test's, only the whole name tells. */
function nameText(name: Parameters<typeof commonNameOf>[0]): string {
  return commonNameOf(name) ?? name.rdns.flatMap((rdn) => rdn.map(({ text }) => text ?? '?')).join(' / ');
}

function timestampParts(report: TimestampReport, telling: Telling): string[] {
  const { language, options } = telling;
  const { genTime, accuracy, policy, serial } = report;
  const facts = [
    [WORDS.time[language], genTime === undefined ? WORDS.unknown[language] : timeText(genTime)],
    ...(accuracy === undefined ? [] : [[WORDS.accuracy[language], `${accuracy / 1_000} s`]]),
    ...(policy === undefined ? [] : [[WORDS.policy[language], policy]]),
    ...(serial === undefined ? [] : [[WORDS.serial[language], serial]]),
  ];
  return [
    [
      verdictLine(KIND_NAMES.timestamp[language], report, telling),
      rows(facts),
      checkLines(report, language, options.verbose === true),
    ]
      .filter(Boolean)
      .join('\n'),
  ];
}
