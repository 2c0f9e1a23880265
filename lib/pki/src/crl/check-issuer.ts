import { extensionOf } from '../certificate.ts';
import { KEY_USAGE } from '../extension/index.ts';
import { sameName } from '../name.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_ISSUER = defineRule({
  id: 'revocation.crl.issuer',
  citation: 'RFC 5280 6.3.3 (b)(1), (f)',
  reasons: {
    'other-name': 'the CRL was issued under another name than the certificate',
    'key-usage': "the issuer's key is not for signing CRLs",
  },
});

/** The CRL comes from the certificate's own issuer, whose key may sign CRLs. */
export function checkIssuer({ crl, issuer }: CrlSubject) {
  if (!sameName(crl.issuer, issuer.subject)) return undetermined(CRL_ISSUER, 'other-name');
  if (extensionOf(issuer, KEY_USAGE)?.has('cRLSign') === false) return undetermined(CRL_ISSUER, 'key-usage');
  return passed(CRL_ISSUER);
}
