import { defineRule, passed, undetermined } from '../rule.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_ISSUER = defineRule({
  id: 'revocation.crl.issuer',
  citation: 'RFC 5280 6.3.3 (b)(1), (f)',
  title: {
    en: 'the CRL comes from who may speak about the certificate',
    ja: '証明書の失効を公表できる者がCRLを発行していること',
  },
  reasons: {
    'other-name': {
      en: 'the CRL was issued under another name than the certificate, and no distribution point names that issuer',
      ja: 'CRLの発行者が証明書の発行者と異なり、配布点にもその発行者の指定がありません',
    },
    'key-usage': {
      en: "the issuer's key is not for signing CRLs",
      ja: '発行者の鍵はCRLへの署名に使えません',
    },
    path: {
      en: "no valid path leads from the CRL signer's certificate to the certificate's trust anchor",
      ja: 'CRLの署名者の証明書からトラストアンカーまでの有効な認証パスがありません',
    },
    budget: {
      en: "whether a valid path leads from the CRL signer's certificate to the trust anchor was not found out, because a limit was reached",
      ja: '検証の上限に達したため、CRLの署名者の証明書に有効な認証パスがあるかを確認できませんでした',
    },
  },
});

/** The CRL comes from the certificate's issuer, or from whom it delegated; the key may sign CRLs and is trusted. */
export function checkIssuer({ coverage, signer, unsettled }: CrlSubject) {
  if (!coverage.issuer) return undetermined(CRL_ISSUER, 'other-name');
  if (signer !== undefined && unsettled === true) return undetermined(CRL_ISSUER, 'budget');
  return signer?.fault === undefined ? passed(CRL_ISSUER) : undetermined(CRL_ISSUER, signer.fault);
}
