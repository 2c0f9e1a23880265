import { defineRule, passed, undetermined } from '../rule.ts';
import { isIdOf } from './certificate-id.ts';
import type { OcspSubject } from './subject.ts';

export const OCSP_SINGLE = defineRule({
  id: 'revocation.ocsp.single',
  citation: 'RFC 6960 3.2 (1)',
  reasons: {
    missing: 'no answer about the certificate',
    ambiguous: 'more than one answer about the certificate',
  },
});

/** Exactly one answer is about the certificate; two could say two things, and choosing would be guessing. */
export function checkSingle({ answer, issuer, serial }: OcspSubject) {
  const count = answer.answers.filter(({ id }) => isIdOf(id, issuer, serial)).length;
  if (count === 0) return undetermined(OCSP_SINGLE, 'missing', { answers: answer.answers.length });
  return count === 1 ? passed(OCSP_SINGLE) : undetermined(OCSP_SINGLE, 'ambiguous', { count });
}
