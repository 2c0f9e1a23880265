import { equal } from '@kazasu/bytes';
import { defineRule, passed, skippedFor, undetermined } from '../rule.ts';
import type { OcspSubject } from './subject.ts';

export const OCSP_NONCE = defineRule({
  id: 'revocation.ocsp.nonce',
  citation: 'RFC 9654 2.1; RFC 6960 4.4.1',
  title: {
    en: 'the answer was made for this request',
    ja: 'OCSPレスポンスが今回の要求に対するものであること',
  },
  reasons: {
    missing: {
      en: 'the answer does not repeat the nonce of the request',
      ja: 'OCSPレスポンスに要求のノンスがありません',
    },
    'not-asked': {
      en: 'the request had no nonce',
      ja: '要求にノンスを付けていません',
    },
    'from-stock': {
      en: 'the responder answers from stock, which the caller accepts',
      ja: 'あらかじめ作成された回答を認める設定のため、確認していません',
    },
    mismatch: {
      en: 'the answer repeats another nonce: it was made for another request',
      ja: 'OCSPレスポンスのノンスが要求のものと一致しません',
    },
  },
});

/**
 * The answer was made for this request. Skipped only if the request had no nonce, or if the caller puts up with
 * responders that answer from stock (RFC 5019 section 4); a wrong nonce is never put up with.
 */
export function checkNonce({ answer, nonce, nonceRequired }: OcspSubject) {
  if (nonce === undefined) return skippedFor(OCSP_NONCE, 'not-asked');
  if (answer.nonce === undefined) {
    return nonceRequired ? undetermined(OCSP_NONCE, 'missing') : skippedFor(OCSP_NONCE, 'from-stock');
  }
  return equal(answer.nonce, nonce) ? passed(OCSP_NONCE) : undetermined(OCSP_NONCE, 'mismatch');
}
