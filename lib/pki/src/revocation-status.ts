import type { Check } from './report.ts';
import { defineRule, failed, passed, undetermined } from './rule.ts';

export const REVOCATION_STATUS = defineRule({
  id: 'revocation.status',
  citation: 'RFC 5280 6.3.3 (i)-(l); RFC 6960 2.2',
  title: { en: 'the certificate is not revoked', ja: '証明書が失効していないこと' },
  reasons: {
    revoked: { en: 'the certificate was revoked', ja: '証明書は失効しています' },
    'on-hold': {
      en: 'the certificate is suspended: it may be reinstated, and is not good until then',
      ja: '証明書は一時停止中です。停止が解除されるまで利用できません',
    },
    unknown: {
      en: 'the responder does not know the certificate',
      ja: 'OCSPレスポンダは証明書の状態を把握していません',
    },
    'no-evidence': {
      en: 'no usable CRL or OCSP answer: see the checks before this one',
      ja: '利用できるCRLまたはOCSPレスポンスがないため、失効の有無を確認できません',
    },
  },
});

/** What usable evidence says; `at` and `reason` only for a revoked one. */
export type RevocationStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'revoked'; readonly at: number; readonly reason: string };

/**
 * Only `good` passes. The report gives the reason but not the time: looked up in the list, the time would lead
 * to the serial number, and so to the person.
 */
export function statusCheck(status: RevocationStatus | undefined): Check {
  if (status === undefined) return undetermined(REVOCATION_STATUS, 'no-evidence');
  if (status.kind === 'good') return passed(REVOCATION_STATUS);
  if (status.kind === 'unknown') return undetermined(REVOCATION_STATUS, 'unknown');
  const { reason } = status;
  return failed(REVOCATION_STATUS, reason === 'certificateHold' ? 'on-hold' : 'revoked', { reason });
}
