import { isCertificate, type Read } from '../certificate-input.ts';
import type { Check } from '../report.ts';
import { defineRule, failed, passed } from '../rule.ts';

export {
  CERTIFICATE_FORM,
  certificateCheck as formCheck,
  isCertificate,
  type Read,
  readInput,
} from '../certificate-input.ts';

export const PATH_ANCHORS = defineRule({
  id: 'path.anchors',
  citation: 'RFC 5280 6.1.1 (d)',
  title: {
    en: 'there is a trust anchor to lead to',
    ja: 'トラストアンカーが与えられていること',
  },
  reasons: {
    none: { en: 'no trust anchor was given', ja: 'トラストアンカーが与えられていません' },
    malformed: {
      en: 'no trust anchor could be read as a certificate',
      ja: '与えられたトラストアンカーを、証明書として読み取れません',
    },
  },
});

/** One that cannot be read anchors nothing, and is no reason to mistrust the others. */
export function anchorsCheck(anchors: readonly Read[]): Check {
  if (anchors.length === 0) return failed(PATH_ANCHORS, 'none');
  const count = anchors.filter(isCertificate).length;
  if (count === 0) return failed(PATH_ANCHORS, 'malformed');
  const malformed = anchors.length - count;
  return passed(PATH_ANCHORS, malformed === 0 ? { count } : { count, malformed });
}
