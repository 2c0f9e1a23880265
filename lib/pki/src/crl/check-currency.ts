import { defineRule, passed, undetermined } from '../rule.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_CURRENCY = defineRule({
  id: 'revocation.crl.currency',
  citation: 'RFC 5280 5.1.2.4, 5.1.2.5, 6.3.3 (a)',
  reasons: {
    'not-yet': 'the CRL was issued after the time of the judgement',
    expired: 'nextUpdate has passed: a newer CRL exists',
    'no-next-update': 'the CRL does not say until when it holds',
  },
});

/** thisUpdate ≤ time < nextUpdate, without any grace: a new list comes every day. */
export function checkCurrency({ crl: { thisUpdate, nextUpdate }, time }: CrlSubject) {
  if (nextUpdate === undefined) return undetermined(CRL_CURRENCY, 'no-next-update', { thisUpdate });
  const facts = { thisUpdate, nextUpdate };
  if (!(time >= thisUpdate)) return undetermined(CRL_CURRENCY, 'not-yet', facts);
  if (!(time < nextUpdate)) return undetermined(CRL_CURRENCY, 'expired', facts);
  return passed(CRL_CURRENCY, facts);
}
