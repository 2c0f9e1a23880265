import { defineRule, passed, undetermined } from '../rule.ts';
import { ALL_REASONS } from './coverage.ts';

export const CRL_REASONS = defineRule({
  id: 'revocation.crl.reasons',
  citation: 'RFC 5280 6.3.3 (d)-(e), (l)',
  title: {
    en: 'the CRLs together cover every reason for revocation',
    ja: 'CRLがすべての失効理由を対象としていること',
  },
  reasons: {
    'some-reasons': {
      en: 'only some reasons are covered: for another reason the certificate may be revoked all the same',
      ja: '一部の失効理由しか対象としていないため、他の理由で失効している可能性があります',
    },
    'not-believed': {
      en: 'not asked, because the CRL is no evidence: see the checks before this one',
      ja: 'CRLを証拠として利用できないため、確認していません',
    },
  },
});

/** Whether a certificate that is not listed is good: only if it would have been listed for whatever reason. */
export function checkReasons(covered: number) {
  return covered === ALL_REASONS ? passed(CRL_REASONS) : undetermined(CRL_REASONS, 'some-reasons');
}
