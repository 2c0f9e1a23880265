import { defineRule, passed, skipped, undetermined } from '../rule.ts';
import type { OcspSubject } from './subject.ts';

export const OCSP_CURRENCY = defineRule({
  id: 'revocation.ocsp.currency',
  citation: 'RFC 6960 3.2 (5)-(6), 4.2.2.1',
  reasons: {
    'not-yet': 'the answer comes from after the time of the judgement, further than clocks may differ',
    stale: 'nextUpdate has passed, or the answer has none and is older than allowed',
  },
});

/** thisUpdate ≤ time < nextUpdate; only the responder's clock running ahead is forgiven, by seconds. */
export function checkOcspCurrency(subject: OcspSubject) {
  const { answer, single, time, clockTolerance, ageMax } = subject;
  if (single === undefined) return skipped(OCSP_CURRENCY);
  const { thisUpdate, nextUpdate } = single;
  const facts = {
    producedAt: answer.producedAt,
    thisUpdate,
    ...(nextUpdate !== undefined && { nextUpdate }),
  };
  if (!(Math.max(thisUpdate, answer.producedAt) <= time + clockTolerance)) {
    return undetermined(OCSP_CURRENCY, 'not-yet', facts);
  }
  const end = nextUpdate ?? thisUpdate + ageMax;
  return time < end ? passed(OCSP_CURRENCY, facts) : undetermined(OCSP_CURRENCY, 'stale', facts);
}
