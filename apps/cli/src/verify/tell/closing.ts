import { decisiveCheck, type PathReport, type SubIndication } from '@kazasu/pki';
import { CommandProblem } from '../../problem.ts';
import { ADVICE, NO_DATA, NO_SIGNATURE, REVOKED_CERTIFICATE } from './advice.ts';
import type { Telling } from './telling.ts';
import type { Text } from './words.ts';

const INVALID: Text = { en: 'It is not valid.', ja: '有効ではありません。' };
const OPEN: Text = { en: 'It cannot be decided whether it is valid.', ja: '有効かどうか判定できません。' };

/** Why the command ends with another code than 0, and what can be done; undefined for what is valid. */
export function closing({
  judgement,
  language,
}: Pick<Telling, 'judgement' | 'language'>): CommandProblem | undefined {
  const { verdict } = judgement.report;
  if (verdict === 'valid') return undefined;
  const advice = adviceFor({ judgement }).map((text) => text[language]);
  const [code, cause] =
    verdict === 'invalid' ? (['refused', INVALID] as const) : (['undecided', OPEN] as const);
  return new CommandProblem(code, cause[language], [...new Set(advice)].join('\n'));
}

/** One sentence for each different fault. Empty only for what is valid. */
export function adviceFor({ judgement }: Pick<Telling, 'judgement'>): Text[] {
  if (judgement.report.verdict === 'valid') return [];
  switch (judgement.kind) {
    case 'document': {
      const { report } = judgement;
      const own = report.signatures.length === 0 && report.subIndication === undefined ? [NO_SIGNATURE] : [];
      const faults = [report, ...report.signatures].flatMap(({ subIndication }) => subIndication ?? []);
      return [...own, ...[...new Set(faults)].map((fault) => ADVICE[fault])];
    }
    case 'certificate':
      return [certificateAdvice(judgement.report)];
    case 'timestamp': {
      const { subIndication = 'FORMAT_FAILURE' } = judgement.report;
      return [subIndication === 'SIGNED_DATA_NOT_FOUND' ? NO_DATA : ADVICE[subIndication]];
    }
  }
}

/** What the fault of a path would be called if something were signed, by the beginning of the check's name. */
const FAULTS: readonly (readonly [prefix: string, fault: SubIndication])[] = [
  ['certificate.form', 'FORMAT_FAILURE'],
  ['path.issuer', 'NO_CERTIFICATE_CHAIN_FOUND'],
  ['path.signature', 'NO_CERTIFICATE_CHAIN_FOUND'],
  ['path.anchors', 'NO_CERTIFICATE_CHAIN_FOUND'],
  ['path.validity', 'OUT_OF_BOUNDS_NO_POE'],
  ['path.algorithm', 'CRYPTO_CONSTRAINTS_FAILURE'],
  ['path.policy', 'CHAIN_CONSTRAINTS_FAILURE'],
  ['profile.', 'CHAIN_CONSTRAINTS_FAILURE'],
];

function certificateAdvice(report: PathReport): Text {
  const { id = '', status } = decisiveCheck(report) ?? {};
  if (id.startsWith('revocation.')) return status === 'failed' ? REVOKED_CERTIFICATE : ADVICE.TRY_LATER;
  const fault = FAULTS.find(([prefix]) => id.startsWith(prefix))?.[1];
  return ADVICE[fault ?? 'CERTIFICATE_CHAIN_GENERAL_FAILURE'];
}
