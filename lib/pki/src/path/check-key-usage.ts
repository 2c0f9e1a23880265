import { extensionOf } from '../certificate.ts';
import { KEY_USAGE } from '../extension/index.ts';
import { defineRule, failed, passed } from '../rule.ts';
import type { Chain } from './chain.ts';

export const PATH_KEY_USAGE = defineRule({
  id: 'path.keyUsage',
  citation: 'RFC 5280 4.2.1.3, 6.1.4 (n)',
  title: {
    en: 'issuing keys are for signing certificates, and the key of the certificate is for what is asked',
    ja: '認証局の鍵が証明書への署名に、証明書の鍵が求められる用途に使えること',
  },
  reasons: {
    keyCertSign: {
      en: 'an issuing key is not for signing certificates',
      ja: '証明書への署名には使えない鍵で、証明書が発行されています',
    },
    usage: {
      en: 'the key is not for what is asked',
      ja: '証明書の鍵は、求められる用途には使えません',
    },
  },
});

/** Who issues has keyCertSign, wherever keyUsage is stated; the leaf has what the caller asks, or what its profile says. */
export function checkKeyUsage({ certificates, demands }: Chain) {
  const position = certificates.findIndex(
    (certificate, i) => i > 0 && extensionOf(certificate, KEY_USAGE)?.has('keyCertSign') === false,
  );
  if (position > 0) return failed(PATH_KEY_USAGE, 'keyCertSign', { position });
  const stated = certificates[0] && extensionOf(certificates[0], KEY_USAGE);
  const missing = stated && demands.keyUsage?.find((usage) => !stated.has(usage));
  return missing === undefined
    ? passed(PATH_KEY_USAGE)
    : failed(PATH_KEY_USAGE, 'usage', { position: 0, usage: missing });
}
