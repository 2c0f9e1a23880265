import { defineRule, passed, skipped, undetermined } from '../rule.ts';
import type { OcspSubject } from './subject.ts';

export const OCSP_CURRENCY = defineRule({
  id: 'revocation.ocsp.currency',
  citation: 'RFC 6960 3.2 (5)-(6), 4.2.2.1',
  title: { en: 'the answer is current', ja: 'OCSPレスポンスが検証の時点で最新であること' },
  reasons: {
    'not-yet': {
      en: 'the answer comes from after the time of the judgement, further than clocks may differ',
      ja: 'OCSPレスポンスの日時が検証の時点より後です',
    },
    stale: {
      en: 'nextUpdate has passed, or the answer has none and is older than allowed',
      ja: '次回更新日時を過ぎているか、許容される経過時間を超えています',
    },
    contradictory: {
      en: 'the times of the answer contradict each other: it ends before it begins, or is older than what it tells',
      ja: 'OCSPレスポンスの日時に矛盾があります',
    },
  },
});

/** thisUpdate ≤ time < nextUpdate; only the responder's clock running ahead is forgiven, by seconds. */
export function checkOcspCurrency(subject: OcspSubject) {
  const { answer, single, time, clockTolerance, ageMax } = subject;
  if (single === undefined) return skipped(OCSP_CURRENCY);
  const { thisUpdate, nextUpdate } = single;
  const { producedAt } = answer;
  const facts = { producedAt, thisUpdate, ...(nextUpdate !== undefined && { nextUpdate }) };
  if (!(Math.max(thisUpdate, producedAt) <= time + clockTolerance)) {
    return undetermined(OCSP_CURRENCY, 'not-yet', facts);
  }
  const backwards = nextUpdate !== undefined && nextUpdate < thisUpdate;
  if (backwards || thisUpdate > producedAt + clockTolerance) {
    return undetermined(OCSP_CURRENCY, 'contradictory', facts);
  }
  const end = nextUpdate ?? thisUpdate + ageMax;
  return time < end ? passed(OCSP_CURRENCY, facts) : undetermined(OCSP_CURRENCY, 'stale', facts);
}
