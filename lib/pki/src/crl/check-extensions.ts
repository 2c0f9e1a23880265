import { AUTHORITY_KEY_IDENTIFIER, CRL_NUMBER, ISSUING_DISTRIBUTION_POINT } from '../extension/index.ts';
import { OID } from '../oid.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_EXTENSIONS_RULE = defineRule({
  id: 'revocation.crl.extensions',
  citation: 'RFC 5280 5.2, 5.3, 5.2.4',
  reasons: {
    'unknown-critical': 'a critical extension of the CRL that nobody here understands',
    delta: 'a delta CRL: it lists changes only',
    entries: 'entries of an indirect or delta CRL, or with a critical extension that nobody here understands',
  },
});

const UNDERSTOOD: readonly string[] = [
  CRL_NUMBER.oid,
  ISSUING_DISTRIBUTION_POINT.oid,
  AUTHORITY_KEY_IDENTIFIER.oid,
];

/** The CRL is complete, and nothing critical in it or in its entries goes unread. */
export function checkCrlExtensions({ crl }: CrlSubject) {
  if (crl.extensions.has(OID.deltaCrlIndicator)) return undetermined(CRL_EXTENSIONS_RULE, 'delta');
  const unknown = [...crl.extensions.values()].find(
    ({ oid, critical }) => critical && !UNDERSTOOD.includes(oid),
  );
  if (unknown !== undefined)
    return undetermined(CRL_EXTENSIONS_RULE, 'unknown-critical', { oid: unknown.oid });
  if (!crl.entriesUnderstood) return undetermined(CRL_EXTENSIONS_RULE, 'entries');
  return passed(CRL_EXTENSIONS_RULE);
}
