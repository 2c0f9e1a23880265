import { extensionOf } from '../certificate.ts';
import { EXTENDED_KEY_USAGE } from '../extension/index.ts';
import { defineRule, failed, passed } from '../rule.ts';
import type { Chain } from './chain.ts';

export const PATH_EXTENDED_KEY_USAGE = defineRule({
  id: 'path.extKeyUsage',
  citation: 'RFC 5280 4.2.1.12',
  title: {
    en: 'the certificate and the authorities above are for the purposes asked for',
    ja: '証明書と上位の認証局が、求められる用途に使えること',
  },
  reasons: {
    purpose: {
      en: 'a certificate states purposes, and one that is asked for is not among them',
      ja: '証明書に示された用途に、求められる用途が含まれていません',
    },
  },
});

const ANY_PURPOSE = '2.5.29.37.0';

/**
 * Who states no purposes allows all. An authority may say anyExtendedKeyUsage; the leaf must name the purpose, as
 * section 4.2.1.12 lets applications demand. An anchor that states purposes is taken at its word (RFC 5937's rule:
 * what stands in an anchor narrows).
 */
export function checkExtendedKeyUsage(chain: Chain) {
  const wanted = chain.demands.extendedKeyUsage ?? [];
  if (wanted.length === 0) return passed(PATH_EXTENDED_KEY_USAGE);
  for (const [position, certificate] of chain.certificates.entries()) {
    const stated = extensionOf(certificate, EXTENDED_KEY_USAGE);
    if (stated === undefined || (position > 0 && stated.includes(ANY_PURPOSE))) continue;
    if (!wanted.every((purpose) => stated.includes(purpose))) {
      return failed(PATH_EXTENDED_KEY_USAGE, 'purpose', { position });
    }
  }
  return passed(PATH_EXTENDED_KEY_USAGE);
}
