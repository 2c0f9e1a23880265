import { defineRule, passed, undetermined } from '../rule.ts';
import type { SingleAnswer } from './single-answer.ts';
import type { OcspSubject } from './subject.ts';

export const OCSP_SINGLE = defineRule({
  id: 'revocation.ocsp.single',
  citation: 'RFC 6960 3.2 (1); RFC 5019 2.2.1',
  title: {
    en: 'the answer is about the certificate',
    ja: 'OCSPレスポンスが対象の証明書についてのものであること',
  },
  reasons: {
    missing: { en: 'no answer about the certificate', ja: '対象の証明書についての回答がありません' },
    ambiguous: {
      en: 'answers about the certificate that differ',
      ja: '対象の証明書について内容の異なる複数の回答があります',
    },
    others: {
      en: 'answers about certificates that nobody asked for',
      ja: '要求していない証明書についての回答が含まれています',
    },
  },
});

/**
 * The answer that is about the certificate; several that say the same (named by different hashes) count as one.
 * Two that differ could say two things, and choosing would be guessing.
 */
export function singleOf(about: readonly SingleAnswer[]): SingleAnswer | undefined {
  const [first, ...more] = about;
  return first !== undefined && more.every((one) => saysSame(first, one)) ? first : undefined;
}

function saysSame(a: SingleAnswer, b: SingleAnswer): boolean {
  const text = ({ status, thisUpdate, nextUpdate }: SingleAnswer) =>
    JSON.stringify([status, thisUpdate, nextUpdate]);
  return text(a) === text(b) && a.extensions.size === 0 && b.extensions.size === 0;
}

/** Everything in the answer is about the certificate, if it was asked for, and says one thing. */
export function checkSingle({ answer, about, single, asked }: OcspSubject) {
  const answers = answer.answers.length;
  if (about.length === 0) return undetermined(OCSP_SINGLE, 'missing', { answers });
  if (single === undefined) return undetermined(OCSP_SINGLE, 'ambiguous', { count: about.length });
  if (asked && about.length < answers) return undetermined(OCSP_SINGLE, 'others', { answers });
  return passed(OCSP_SINGLE);
}
