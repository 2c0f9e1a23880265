import type { Certificate } from '../certificate.ts';
import { judgeOcsp, type OcspJudgement } from '../ocsp/check-ocsp.ts';
import { NO_OPINION, type Opinion } from './opinion.ts';
import type { RevocationBudget, RevocationOptions } from './options.ts';
import { signerEvidence } from './signer-evidence.ts';

/**
 * All OCSP answers at hand, none of which was asked for by nonce. One that says "revoked" decides; of the others
 * the newest that knows the certificate, because an answer is about the moment.
 */
export function ocspOpinion(options: RevocationOptions, budget: RevocationBudget): Opinion {
  const responses = options.ocspResponses.slice(0, budget.evidence);
  const judgements = responses.map((response) => judgedKept(response, options));
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
  };
}

function judgedKept(response: Uint8Array, options: RevocationOptions): OcspJudgement {
  const { certificate, issuer, time, pool, judgeSigner } = options;
  const isTrusted = (responder: Certificate, at: number) =>
    judgeSigner(responder, at, 'ocsp-responder').verdict === 'valid';
  return judgeOcsp({ certificate, issuer, response, nonce: undefined, time, asked: false, pool, isTrusted });
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
