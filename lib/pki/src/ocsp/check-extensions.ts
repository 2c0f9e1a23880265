import { defineRule, passed, undetermined } from '../rule.ts';
import { ARCHIVE_CUTOFF, NONCE } from './extension.ts';
import type { OcspSubject } from './subject.ts';

export const OCSP_EXTENSIONS = defineRule({
  id: 'revocation.ocsp.extensions',
  citation: 'RFC 6960 4.4',
  title: {
    en: 'everything critical in the answer is understood',
    ja: 'OCSPレスポンスのクリティカルな拡張をすべて解釈できること',
  },
  reasons: {
    'unknown-critical': {
      en: 'a critical extension that nobody here understands',
      ja: '解釈できないクリティカルな拡張があります',
    },
  },
});

/** Nothing critical goes unread, in the whole answer or in the part about the certificate. */
export function checkOcspExtensions({ answer, single }: OcspSubject) {
  for (const { critical, oid } of answer.extensions.values()) {
    if (critical && oid !== NONCE.oid) return undetermined(OCSP_EXTENSIONS, 'unknown-critical', { oid });
  }
  for (const { critical, oid } of single?.extensions.values() ?? []) {
    if (critical && oid !== ARCHIVE_CUTOFF.oid) {
      return undetermined(OCSP_EXTENSIONS, 'unknown-critical', { oid });
    }
  }
  return passed(OCSP_EXTENSIONS);
}
