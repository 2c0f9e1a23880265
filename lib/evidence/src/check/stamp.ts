import { type Check, type TimestampReport, verifyTimestampToken } from '@kazasu/pki';
import { failed, passed, undetermined } from '@kazasu/pki/rule';
import type { EvidenceObject, ProofLink } from '../bundle/index.ts';
import { type Material, materialOf } from './material.ts';
import { decisiveFacts } from './nested.ts';
import type { CheckOptions } from './options.ts';
import { EVIDENCE_TIMESTAMP } from './rules-time.ts';

/** What was found about one step's token. */
export interface Stamp {
  /** What the token says, believed or not. */
  readonly genTime: number | undefined;
  readonly valid: boolean;
  readonly report: TimestampReport | undefined;
  /** The token as it is for the present, its unit's status aside. Undefined without a token. */
  readonly present: TimestampReport | undefined;
  /** What it came with that is not what it is called. */
  readonly misnamed: EvidenceObject | undefined;
}

/**
 * Each token judged for the time of the next one, by lists of then: until then it was known to be good, and that is why renewing
 * it was worth something. The last one is judged for its own time; whether it has aged is another check.
 */
export function stampsOf(proof: readonly ProofLink[], options: CheckOptions): Stamp[] {
  const { time } = options;
  const steps = proof.map((link) => ({ link, material: materialOf(link.validation) }));
  const presents = steps.map((step) => judge(step, options, { time, revocation: 'none' }));
  return steps.map((step, position) => {
    const present = presents[position];
    const genTime = present?.genTime;
    const at = Math.min(presents[position + 1]?.genTime ?? genTime ?? time, time);
    const report = judge(step, options, { time: at, revocation: 'required' });
    const [misnamed] = step.material.misnamed;
    return { genTime, valid: report?.verdict === 'valid', report, present, misnamed };
  });
}

interface Step {
  readonly link: ProofLink;
  readonly material: Material;
}

function judge(
  { link: { token, checkpoint }, material: { certificates, crls, ocspResponses } }: Step,
  { trust }: CheckOptions,
  at: { readonly time: number; readonly revocation: 'required' | 'none' },
): TimestampReport | undefined {
  if (token === undefined) return undefined;
  return verifyTimestampToken(token, {
    data: checkpoint,
    anchors: trust?.timestampAnchors ?? [],
    intermediates: certificates,
    ...(at.revocation === 'required' && { crls, ocspResponses }),
    ...at,
  });
}

/** Whether a step's token proves something, and that nothing was hidden from its judgement. */
export function checkToken(
  { report, genTime, misnamed }: Stamp,
  step: number,
  { trust }: CheckOptions,
): Check {
  if (misnamed !== undefined) return failed(EVIDENCE_TIMESTAMP, 'type', { step, type: misnamed.type });
  if (report === undefined) return undetermined(EVIDENCE_TIMESTAMP, 'absent', { step });
  const facts = { step, ...(genTime !== undefined && { genTime }) };
  if ((trust?.timestampAnchors ?? []).length === 0)
    return undetermined(EVIDENCE_TIMESTAMP, 'no-anchor', facts);
  if (report.verdict === 'valid') return passed(EVIDENCE_TIMESTAMP, facts);
  const because = { ...facts, ...decisiveFacts(report) };
  return report.verdict === 'invalid'
    ? failed(EVIDENCE_TIMESTAMP, 'not-valid', because)
    : undetermined(EVIDENCE_TIMESTAMP, 'undecided', because);
}
