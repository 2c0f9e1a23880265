import { AUTHORITY_KEY_IDENTIFIER, CRL_NUMBER, ISSUING_DISTRIBUTION_POINT } from '../extension/index.ts';
import { OID } from '../oid.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_EXTENSIONS_RULE = defineRule({
  id: 'revocation.crl.extensions',
  citation: 'RFC 5280 5.2, 5.3, 5.2.4',
  title: {
    en: 'everything critical in the CRL is understood',
    ja: 'CRLのクリティカルな拡張をすべて解釈できること',
  },
  reasons: {
    'unknown-critical': {
      en: 'a critical extension of the CRL that nobody here understands',
      ja: 'CRLに解釈できないクリティカルな拡張があります',
    },
    criticality: {
      en: 'an extension is critical that must not be: the number or the key of the CRL',
      ja: 'クリティカルにできない拡張（CRL番号または認証局の鍵識別子）が、クリティカルと指定されています',
    },
    delta: {
      en: 'a delta CRL: it lists changes only',
      ja: '差分CRLのため、変更分しか記載されていません',
    },
    entries: {
      en: 'entries of an indirect or delta CRL, or with a critical extension that nobody here understands',
      ja: '間接CRLや差分CRLのエントリー、または解釈できないクリティカルな拡張を含むエントリーがあります',
    },
  },
});

const UNDERSTOOD: readonly string[] = [ISSUING_DISTRIBUTION_POINT.oid, OID.deltaCrlIndicator];
const NEVER_CRITICAL: readonly string[] = [CRL_NUMBER.oid, AUTHORITY_KEY_IDENTIFIER.oid];

/** Nothing critical in the CRL or in its entries goes unread. Whether a delta may stand here, the caller says. */
export function checkCrlExtensions({ crl }: CrlSubject) {
  return crl.baseNumber === undefined ? readExtensions(crl) : undetermined(CRL_EXTENSIONS_RULE, 'delta');
}

/** The same for a delta CRL that is looked at together with the CRL that it completes. */
export function checkDeltaExtensions({ crl }: CrlSubject) {
  return readExtensions(crl);
}

function readExtensions(crl: CrlSubject['crl']) {
  for (const { oid, critical } of crl.extensions.values()) {
    if (!critical) continue;
    if (NEVER_CRITICAL.includes(oid)) return undetermined(CRL_EXTENSIONS_RULE, 'criticality', { oid });
    if (!UNDERSTOOD.includes(oid)) return undetermined(CRL_EXTENSIONS_RULE, 'unknown-critical', { oid });
  }
  return crl.entriesUnderstood ? passed(CRL_EXTENSIONS_RULE) : undetermined(CRL_EXTENSIONS_RULE, 'entries');
}
