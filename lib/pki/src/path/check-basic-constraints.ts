import { extensionOf } from '../certificate.ts';
import { BASIC_CONSTRAINTS } from '../extension/index.ts';
import { defineRule, failed, passed } from '../rule.ts';
import type { Chain } from './chain.ts';

export const PATH_BASIC_CONSTRAINTS = defineRule({
  id: 'path.basicConstraints',
  citation: 'RFC 5280 6.1.4 (k)',
  title: {
    en: 'whoever issues certificates is an authority',
    ja: '証明書を発行しているのが認証局であること',
  },
  reasons: {
    'not-an-authority': {
      en: 'a certificate without the CA flag issued another',
      ja: '認証局ではない証明書が、別の証明書を発行しています',
    },
  },
});

/** Who issues is an authority: basicConstraints there, with the CA flag, in the anchor's certificate too. */
export function checkBasicConstraints({ certificates }: Chain) {
  const position = certificates.findIndex(
    (certificate, i) => i > 0 && extensionOf(certificate, BASIC_CONSTRAINTS)?.authority !== true,
  );
  if (position > 0) return failed(PATH_BASIC_CONSTRAINTS, 'not-an-authority', { position });
  return passed(PATH_BASIC_CONSTRAINTS);
}
