import { CLOCK_TOLERANCE_MS } from '../clock.ts';
import type { OcspEvidence } from '../evidence.ts';
import {
  answersAbout,
  judgeAnswer,
  type OcspJudgement,
  type OcspRead,
  readOcsp,
} from '../ocsp/check-ocsp.ts';
import type { SingleAnswer } from '../ocsp/index.ts';
import { NO_OPINION, type Opinion } from './opinion.ts';
import type { RevocationBudget, RevocationOptions, Voucher } from './options.ts';
import { signerEvidence } from './signer-evidence.ts';
import { type TrustOf, trustOnce } from './trust.ts';

/**
 * All OCSP answers at hand, none of which was asked for by nonce. One that says "revoked" decides; of the others
 * the newest that knows the certificate, because an answer is about the moment.
 */
export function ocspOpinion(options: RevocationOptions, budget: RevocationBudget): Opinion {
  const answers = inOrder(options);
  const trustOf = trustOnce(options, 'ocsp-responder');
  const judgements = answers.slice(0, budget.evidence).map((answer) => judgedKept(answer, options, trustOf));
  const open = [
    ...answers.slice(0, budget.evidence).filter((_, i) => judgements[i]?.settled === false),
    ...answers.slice(budget.evidence),
  ];
  return { ...opinionFrom(judgements, options), settled: !open.some((one) => accuses(one, options.time)) };
}

function opinionFrom(judgements: readonly OcspJudgement[], options: RevocationOptions): Opinion {
  const said = judgements.filter(({ status }) => status !== undefined);
  const known = said.filter(({ status }) => status?.kind !== 'unknown');
  const decisive = said.find(isRevoked) ?? newest(known) ?? said[0];
  const shown = decisive ?? leastFaulty(judgements);
  if (shown === undefined) return NO_OPINION;
  return {
    status: shown.status,
    since: sinceOf(shown),
    // The last check is the status, which the whole judgement says once.
    checks: shown.checks.slice(0, -1),
    evidence: [...shown.evidence, ...signerEvidence(shown.responder, options.issuer, 'ocsp-responder')],
    vouchers: decisive === undefined ? [] : decisive.evidence.map(voucherOf),
    settled: true,
  };
}

function voucherOf({ sha256, thisUpdate, producedAt }: OcspEvidence): Voucher {
  return { kind: 'ocsp', sha256, thisUpdate, producedAt };
}

interface KeptAnswer {
  readonly response: Uint8Array;
  readonly answer: OcspRead;
  readonly about: readonly SingleAnswer[];
}

/** Those about the certificate first, else as the caller gave them: his own before those that came with a document. */
function inOrder({ ocspResponses, certificate, issuer }: RevocationOptions): readonly KeptAnswer[] {
  const read = ocspResponses.map((response) => {
    const answer = readOcsp(response);
    return { response, answer, about: 'tbs' in answer ? answersAbout(answer, certificate, issuer) : [] };
  });
  return [...read.filter(({ about }) => about.length > 0), ...read.filter(({ about }) => about.length === 0)];
}

/** Whether an answer of which nobody knows who signed it says that the certificate was revoked. */
function accuses({ about }: KeptAnswer, time: number): boolean {
  return about.some(
    ({ status, thisUpdate }) => status.kind === 'revoked' && thisUpdate <= time + CLOCK_TOLERANCE_MS,
  );
}

function judgedKept(
  { response, answer }: KeptAnswer,
  options: RevocationOptions,
  trustOf: TrustOf,
): OcspJudgement {
  const { certificate, issuer, time, pool, poolCut = false, isSigned } = options;
  const signers = { pool, poolCut, trustOf, ...(isSigned && { isSigned }) };
  const kept = { certificate, issuer, response, nonce: undefined, time, asked: false, ...signers };
  return judgeAnswer(kept, answer);
}

function isRevoked({ status }: OcspJudgement): boolean {
  return status?.kind === 'revoked' && status.reason !== 'certificateHold';
}

function sinceOf({ evidence }: OcspJudgement): number {
  return evidence[0]?.thisUpdate ?? Number.NEGATIVE_INFINITY;
}

/** Of two of one second the worse counts. */
function newest(said: readonly OcspJudgement[]): OcspJudgement | undefined {
  const goodLast = (one: OcspJudgement) => (one.status?.kind === 'good' ? 1 : 0);
  return [...said].sort((a, b) => sinceOf(b) - sinceOf(a) || goodLast(a) - goodLast(b))[0];
}

function leastFaulty(judgements: readonly OcspJudgement[]): OcspJudgement | undefined {
  const faults = ({ checks }: OcspJudgement) =>
    checks.filter(({ status }) => status === 'undetermined').length;
  const parts = ({ checks }: OcspJudgement) => checks.length;
  return [...judgements].sort((a, b) => parts(b) - parts(a) || faults(a) - faults(b))[0];
}
