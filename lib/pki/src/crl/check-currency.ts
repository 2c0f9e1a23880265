import { CLOCK_TOLERANCE_MS } from '../clock.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_CURRENCY = defineRule({
  id: 'revocation.crl.currency',
  citation: 'RFC 5280 5.1.2.4, 5.1.2.5, 6.3.3 (a)',
  title: { en: 'the CRL is current', ja: 'CRLが検証の時点で最新であること' },
  reasons: {
    'not-yet': {
      en: 'the CRL was issued after the time of the judgement, further than clocks may differ',
      ja: 'CRLの発行日時が検証の時点より後です',
    },
    expired: {
      en: 'nextUpdate has passed: a newer CRL exists',
      ja: 'CRLの次回更新日時を過ぎています',
    },
    'no-next-update': {
      en: 'the CRL does not say until when it holds',
      ja: 'CRLに次回更新日時がありません',
    },
    completed: {
      en: 'not asked, because a delta CRL brings the CRL up to date: its own age and number do not matter',
      ja: '差分CRLで更新されるため、このCRL自体については確認していません',
    },
    contradictory: {
      en: 'the CRL ends before it begins',
      ja: 'CRLの次回更新日時が発行日時より前です',
    },
  },
});

/** thisUpdate ≤ time < nextUpdate; seconds are forgiven at the beginning, none at the end: a new list comes every day. */
export function checkCurrency({ crl: { thisUpdate, nextUpdate }, time }: CrlSubject) {
  if (nextUpdate === undefined) return undetermined(CRL_CURRENCY, 'no-next-update', { thisUpdate });
  const facts = { thisUpdate, nextUpdate };
  if (!(thisUpdate <= time + CLOCK_TOLERANCE_MS)) return undetermined(CRL_CURRENCY, 'not-yet', facts);
  if (nextUpdate < thisUpdate) return undetermined(CRL_CURRENCY, 'contradictory', facts);
  if (!(time < nextUpdate)) return undetermined(CRL_CURRENCY, 'expired', facts);
  return passed(CRL_CURRENCY, facts);
}
