import { equal } from '@kazasu/bytes';
import { defineRule, passed, skipped, undetermined } from '../rule.ts';
import type { OcspSubject } from './subject.ts';

export const OCSP_NONCE = defineRule({
  id: 'revocation.ocsp.nonce',
  citation: 'RFC 9654 2.1; RFC 6960 4.4.1',
  reasons: {
    missing: 'the answer does not repeat the nonce of the request',
    mismatch: 'the answer repeats another nonce: it was made for another request',
  },
});

/** The answer was made for this request. Skipped only if the request had no nonce. */
export function checkNonce({ answer, nonce }: OcspSubject) {
  if (nonce === undefined) return skipped(OCSP_NONCE);
  if (answer.nonce === undefined) return undetermined(OCSP_NONCE, 'missing');
  return equal(answer.nonce, nonce) ? passed(OCSP_NONCE) : undetermined(OCSP_NONCE, 'mismatch');
}
