import { defineRule, passed, undetermined } from '../rule.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_NUMBER_RULE = defineRule({
  id: 'revocation.crl.number',
  citation: 'RFC 5280 5.2.3',
  title: { en: 'the number of the CRL has not gone back', ja: 'CRL番号が後退していないこと' },
  reasons: {
    missing: { en: 'the CRL has no number', ja: 'CRLにCRL番号がありません' },
    'rolled-back': {
      en: 'a CRL of a higher number was seen before',
      ja: 'より大きい番号のCRLを過去に確認しています',
    },
    completed: {
      en: 'not asked, because a delta CRL brings the CRL up to date: its own age and number do not matter',
      ja: '差分CRLで更新されるため、このCRL自体については確認していません',
    },
    conflicting: {
      en: 'another CRL of the same issuer, scope and number says something else',
      ja: '発行者・適用範囲・番号が同じで内容の異なるCRLがあります',
    },
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

/** Two lists of one number: the issuer's word is not to be had from either. */
export function conflictingNumber(number: bigint) {
  return undetermined(CRL_NUMBER_RULE, 'conflicting', { number: number.toString() });
}
