import { endOfSecond } from '../certificate.ts';
import { decodedValue, EXPIRED_CERTS_ON_CRL } from '../extension/index.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_RETENTION = defineRule({
  id: 'revocation.crl.retention',
  citation: 'RFC 5280 3.3',
  title: {
    en: 'the CRL still lists certificates that have run out since',
    ja: '証明書の有効期間の終了後も失効情報が保持されていること',
  },
  reasons: {
    dropped: {
      en: 'the CRL was made after the certificate had run out, when it may have been taken off the list',
      ja: '証明書の有効期間の終了後に発行されたCRLのため、記載が削除されている可能性があります',
    },
    'not-believed': {
      en: 'not asked, because the CRL is no evidence: see the checks before this one',
      ja: 'CRLを証拠として利用できないため、確認していません',
    },
  },
});

/** A certificate that ran out is taken off the lists in time: a list made later, if it does not keep them, says nothing good. */
export function checkRetention({ crl, certificate }: CrlSubject) {
  if (crl.thisUpdate <= endOfSecond(certificate.notAfter)) return passed(CRL_RETENTION);
  const keptSince = decodedValue(crl.extensions, EXPIRED_CERTS_ON_CRL);
  const kept = keptSince !== undefined && keptSince <= certificate.notAfter;
  return kept
    ? passed(CRL_RETENTION)
    : undetermined(CRL_RETENTION, 'dropped', { thisUpdate: crl.thisUpdate });
}
