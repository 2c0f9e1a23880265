import { defineRule, passed, skippedFor, undetermined } from '../rule.ts';
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
    'no-answer': {
      en: 'not asked, because there is no one answer about the certificate',
      ja: '対象の証明書についての回答がないため、確認していません',
    },
    backdated: {
      en: 'the answer repeats a nonce that is younger than the answer says it is itself',
      ja: 'OCSPレスポンスの作成日時が、今回の要求より前になっています',
    },
  },
});

/**
 * How long a request may have been under way. Whoever repeats its nonce signed after it was made: an earlier time is made
 * up, as it would be by a responder whose certificate has run out since.
 */
const REQUEST_AGE_MAX_MS = 5 * 60_000;

/** thisUpdate ≤ time < nextUpdate; only the responder's clock running ahead is forgiven, by seconds. */
export function checkOcspCurrency(subject: OcspSubject) {
  const { answer, single, time, clockTolerance, ageMax } = subject;
  if (single === undefined) return skippedFor(OCSP_CURRENCY, 'no-answer');
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
  if (time >= end) return undetermined(OCSP_CURRENCY, 'stale', facts);
  const backdated = repeatsNonce(subject) && producedAt < time - REQUEST_AGE_MAX_MS;
  return backdated ? undetermined(OCSP_CURRENCY, 'backdated', facts) : passed(OCSP_CURRENCY, facts);
}

function repeatsNonce({ answer, nonce }: OcspSubject): boolean {
  return nonce !== undefined && answer.nonce !== undefined;
}
