import { defineRule, passed, skippedFor, undetermined } from '../rule.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_SCOPE = defineRule({
  id: 'revocation.crl.scope',
  citation: 'RFC 5280 5.2.5, 6.3.3 (b)(2)',
  title: {
    en: 'the CRL is about certificates like this one',
    ja: 'CRLの適用範囲に証明書が含まれていること',
  },
  reasons: {
    'other-kind': {
      en: 'the CRL covers only authorities, only end entities, or only attribute certificates',
      ja: 'CRLの対象が認証局のみ、利用者のみ、または属性証明書のみです',
    },
    'other-point': {
      en: "the CRL is for another distribution point than the certificate's (another municipality)",
      ja: '他の市区町村など、証明書とは別の配布点のCRLです',
    },
    'other-issuer': {
      en: 'not asked, because the CRL comes from somebody who may not speak about the certificate',
      ja: '証明書の失効を公表できる者のCRLではないため、確認していません',
    },
  },
});

/** The CRL covers this certificate: its kind, and some distribution point that leads to the CRL. */
export function checkScope({ coverage }: CrlSubject) {
  if (!coverage.issuer) return skippedFor(CRL_SCOPE, 'other-issuer');
  if (!coverage.kind) return undetermined(CRL_SCOPE, 'other-kind');
  return coverage.reasons === 0 ? undetermined(CRL_SCOPE, 'other-point') : passed(CRL_SCOPE);
}
