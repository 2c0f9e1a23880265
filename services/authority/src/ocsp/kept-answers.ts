import type { OcspStatus } from '@kazasu/pki/issue';
import type { Cycle } from './cycle.ts';

/** What was found out about one certificate, and what was signed of it. */
export interface KeptAnswer {
  /** The issuer's count of changes, read before the status was. */
  changes: number;
  readonly status: OcspStatus;
  /** Made when somebody first asks without a nonce. */
  signed: SignedAnswer | undefined;
}

export interface SignedAnswer {
  readonly producedAt: number;
  /** DER, without nonce. */
  readonly response: Uint8Array<ArrayBuffer>;
}

/** Answers of one cycle, by CertID. Only what this authority has issued is kept, so nobody can fill it with questions. */
export interface KeptAnswers {
  find(cycle: Cycle, certificateId: string): KeptAnswer | undefined;
  keep(cycle: Cycle, certificateId: string, answer: KeptAnswer): void;
}

/** About two kilobytes each. */
const ANSWERS_MAX = 50_000;

export function keptAnswers(most = ANSWERS_MAX): KeptAnswers {
  let current = Number.NaN;
  const answers = new Map<string, KeptAnswer>();
  const enter = ({ start }: Cycle) => {
    if (start === current) return;
    answers.clear();
    current = start;
  };
  return {
    find(cycle, certificateId) {
      enter(cycle);
      return answers.get(certificateId);
    },
    keep(cycle, certificateId, answer) {
      enter(cycle);
      answers.delete(certificateId);
      answers.set(certificateId, answer);
      // The oldest goes first: a map remembers the order in which its keys came.
      const [oldest] = answers.keys();
      if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    },
  };
}
