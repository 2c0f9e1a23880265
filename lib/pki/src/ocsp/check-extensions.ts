import { defineRule, passed, undetermined } from '../rule.ts';
import { NONCE } from './nonce.ts';
import type { OcspSubject } from './subject.ts';

export const OCSP_EXTENSIONS = defineRule({
  id: 'revocation.ocsp.extensions',
  citation: 'RFC 6960 4.4',
  reasons: { 'unknown-critical': 'a critical extension that nobody here understands' },
});

/** Nothing critical goes unread, in the whole answer or in the part about the certificate. */
export function checkOcspExtensions({ answer, single }: OcspSubject) {
  const all = [...answer.extensions.values(), ...(single?.extensions.values() ?? [])];
  const unknown = all.find(({ critical, oid }) => critical && oid !== NONCE.oid);
  if (unknown === undefined) return passed(OCSP_EXTENSIONS);
  return undetermined(OCSP_EXTENSIONS, 'unknown-critical', { oid: unknown.oid });
}
