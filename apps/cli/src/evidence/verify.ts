import { type Bundle, checkBundle, type EvidenceReport, parseBundle } from '@kazasu/evidence';
import { type Language, reportData } from '@kazasu/pki';
import type { Clock } from '@kazasu/server/clock';
import type { Terminal } from '../terminal.ts';
import { readBounded, SIZES } from '../verify/file/index.ts';
import { rows } from '../verify/tell/check-lines.ts';
import { languageOf } from '../verify/tell/language.ts';
import { parseTime, timeText } from '../verify/tell/time.ts';
import { adviceFor } from './advice.ts';
import { documentJudge } from './document.ts';
import { readAs, readTrust } from './input.ts';
import type { EvidenceOptions } from './options.ts';
import { checkLines, closing } from './telling.ts';
import { VERDICTS, WORDS } from './words.ts';

/**
 * `kazasu evidence verify`: judges one bundle, offline. Resolves for what is valid; throws a CommandProblem, with what can be
 * done, for everything else.
 */
export async function verifyEvidence(
  path: string,
  options: EvidenceOptions,
  terminal: Terminal,
  clock: Clock,
): Promise<void> {
  const language = languageOf(options.language);
  const time = options.at === undefined ? clock.now() : parseTime(options.at);
  const bundle = readAs(path, 'a bundle of evidence', parseBundle);
  const document = options.document === undefined ? undefined : readBounded(options.document, SIZES.document);
  const brought = document && { document, judgeDocument: await documentJudge(bundle) };
  const report = checkBundle(bundle, { ...readTrust(options.trust), time, ...brought });
  const told = { path, bundle, report, language, verbose: options.verbose === true };
  terminal.out(options.json === true ? asJson(told) : asText(told));
  const problem = closing(report, language);
  if (problem !== undefined) throw problem;
}

/** What a fingerprint is of. */
const WANTED = { signer: WORDS.signer, timestamp: WORDS.timestamp, log: WORDS.logKey } as const;

interface Told {
  readonly path: string;
  readonly bundle: Bundle;
  readonly report: EvidenceReport;
  readonly language: Language;
  readonly verbose: boolean;
}

function asText({ path, bundle, report, language, verbose }: Told): string {
  const { entry, provenAt, recorded, record, signature, wanted, time } = report;
  const facts = [
    ...(entry ? [[WORDS.record[language], `${entry.id} (${entry.kind})`]] : []),
    ...(entry ? [[WORDS.at[language], timeText(entry.at)]] : []),
    ...(provenAt === undefined || record !== 'valid' ? [] : [[WORDS.proven[language], timeText(provenAt)]]),
    ...(recorded ? [[WORDS.recorded[language], VERDICTS[recorded][language]]] : []),
    [WORDS.log[language], bundle.log.origin],
    [WORDS.judgedFor[language], timeText(time)],
    ...wanted.map(({ use, sha256 }) => [
      WORDS.wanted[language],
      `${WANTED[use][language]} SHA-256 ${sha256}`,
    ]),
  ];
  return [
    `${path} (${WORDS.bundle[language]})\n${rows(facts)}`,
    [
      `${WORDS.theRecord[language]}: ${VERDICTS[record][language]}`,
      `${WORDS.theSignature[language]}: ${signatureText(signature, language)}`,
      `${WORDS.together[language]}: ${VERDICTS[report.verdict][language]}`,
      checkLines(report, language, verbose),
    ]
      .filter((line) => line !== '')
      .join('\n'),
  ].join('\n\n');
}

function signatureText(signature: EvidenceReport['signature'], language: Language): string {
  if (signature === 'none') return WORDS.noSignature[language];
  return (signature === 'erased' ? WORDS.erasedSignature : VERDICTS[signature])[language];
}

/** The whole report for programs. No certificate of a person is in it. */
function asJson({ path, report, language }: Told): string {
  const { verdict, record, signature, time, entry, provenAt, recorded, wanted, checks } = report;
  const answer = {
    file: path,
    verdict,
    record,
    signature,
    time,
    ...(entry && { entry }),
    ...(provenAt !== undefined && { provenAt }),
    ...(recorded && { recorded }),
    wanted,
    checks,
    signatures: report.signatures.map((one) => reportData(one)),
    timestamps: report.timestamps.map((one) => reportData(one)),
    advice: adviceFor(checks).map((text) => text[language]),
  };
  return JSON.stringify(answer, null, 2);
}
