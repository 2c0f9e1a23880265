import { endOfSecond } from '../certificate.ts';
import { decodedValue } from '../extension/extension.ts';
import { defineRule, passed, skippedFor, undetermined } from '../rule.ts';
import { ARCHIVE_CUTOFF } from './extension.ts';
import type { OcspSubject } from './subject.ts';

export const OCSP_RETENTION = defineRule({
  id: 'revocation.ocsp.retention',
  citation: 'RFC 6960 4.4.4',
  title: {
    en: 'the responder still knows certificates that have run out since',
    ja: '証明書の有効期間の終了後も失効情報が保持されていること',
  },
  reasons: {
    dropped: {
      en: 'the answer was made after the certificate had run out, and the responder does not say that it keeps such',
      ja: '証明書の有効期間の終了後の回答であり、失効情報の保持が示されていません',
    },
    'no-answer': {
      en: 'not asked, because there is no one answer about the certificate',
      ja: '対象の証明書についての回答がないため、確認していません',
    },
    'not-good': {
      en: 'not asked, because the answer does not say "good"',
      ja: '有効との回答ではないため、確認していません',
    },
  },
});

/** "Good" about a certificate that has run out counts only with an archive cutoff before its end. */
export function checkOcspRetention({ single, certificate }: OcspSubject) {
  if (single === undefined) return skippedFor(OCSP_RETENTION, 'no-answer');
  if (single.status.kind !== 'good') return skippedFor(OCSP_RETENTION, 'not-good');
  const { thisUpdate } = single;
  if (thisUpdate <= endOfSecond(certificate.notAfter)) return passed(OCSP_RETENTION);
  const cutoff = decodedValue(single.extensions, ARCHIVE_CUTOFF);
  const kept = cutoff !== undefined && cutoff <= certificate.notAfter;
  return kept ? passed(OCSP_RETENTION) : undetermined(OCSP_RETENTION, 'dropped', { thisUpdate });
}
