import { defineRule, passed, undetermined } from '../rule.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_CURRENCY = defineRule({
  id: 'revocation.crl.currency',
  citation: 'RFC 5280 5.1.2.4, 5.1.2.5, 6.3.3 (a)',
  reasons: {
    'not-yet': 'the CRL was issued after the time of the judgement, further than clocks may differ',
    expired: 'nextUpdate has passed: a newer CRL exists',
    'no-next-update': 'the CRL does not say until when it holds',
  },
});

/** How far the issuer's clock may run ahead: a list that was made just now must not count as one from the future. */
const CLOCK_TOLERANCE_MS = 10_000;

/** thisUpdate ≤ time < nextUpdate; seconds are forgiven at the beginning, none at the end: a new list comes every day. */
export function checkCurrency({ crl: { thisUpdate, nextUpdate }, time }: CrlSubject) {
  if (nextUpdate === undefined) return undetermined(CRL_CURRENCY, 'no-next-update', { thisUpdate });
  const facts = { thisUpdate, nextUpdate };
  if (!(thisUpdate <= time + CLOCK_TOLERANCE_MS)) return undetermined(CRL_CURRENCY, 'not-yet', facts);
  if (!(time < nextUpdate)) return undetermined(CRL_CURRENCY, 'expired', facts);
  return passed(CRL_CURRENCY, facts);
}
