import { defineRule, passed, undetermined } from '../rule.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_NUMBER_RULE = defineRule({
  id: 'revocation.crl.number',
  citation: 'RFC 5280 5.2.3',
  reasons: {
    missing: 'the CRL has no number',
    'rolled-back': 'a CRL of a higher number was seen before',
  },
});

/** Every CRL is numbered, and the numbers never go back: an old list put forward again is noticed. */
export function checkNumber({ crl: { number }, knownNumber }: CrlSubject) {
  if (number === undefined) return undetermined(CRL_NUMBER_RULE, 'missing');
  const facts = { number: number.toString() };
  if (knownNumber !== undefined && number < knownNumber) {
    return undetermined(CRL_NUMBER_RULE, 'rolled-back', facts);
  }
  return passed(CRL_NUMBER_RULE, facts);
}
