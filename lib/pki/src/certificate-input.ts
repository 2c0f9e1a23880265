import { type Certificate, parseCertificate } from './certificate.ts';
import { isParseError } from './error.ts';
import type { Check } from './report.ts';
import { defineRule, failed, passed } from './rule.ts';

/** DER, or a certificate parsed before: anchors and issuers should be parsed once, importing their keys is dear. */
export type CertificateInput = Uint8Array | Certificate;

export const CERTIFICATE_FORM = defineRule({
  id: 'certificate.form',
  citation: 'RFC 5280 4.1; X.690 10',
  title: {
    en: 'the certificate is well-formed',
    ja: '証明書の形式が正しいこと',
  },
  reasons: {
    malformed: {
      en: 'not a DER-encoded X.509 v3 certificate; `code` says which rule was broken',
      ja: 'DER形式のX.509 v3証明書ではありません。詳細は`code`に示します',
    },
  },
});

/** A certificate, or the code of the error that its octets are. */
export type Read = Certificate | { readonly code: string };

/** Never throws for what the octets are. */
export function readInput(input: CertificateInput): Read {
  if (!(input instanceof Uint8Array)) return input;
  try {
    return parseCertificate(input);
  } catch (error) {
    if (isParseError(error)) return { code: error.code };
    throw error;
  }
}

export function isCertificate(read: Read): read is Certificate {
  return 'tbs' in read;
}

export function certificateCheck(read: Read): Check {
  return isCertificate(read)
    ? passed(CERTIFICATE_FORM)
    : failed(CERTIFICATE_FORM, 'malformed', { code: read.code });
}

/** A certificate and the one of the key that signed it, or the check that says which of them is none. */
export function readPair(
  certificate: CertificateInput,
  issuer: CertificateInput,
): { readonly certificate: Certificate; readonly issuer: Certificate } | Check {
  const [leaf, above] = [readInput(certificate), readInput(issuer)];
  if (!isCertificate(leaf)) return certificateCheck(leaf);
  if (!isCertificate(above)) return failed(CERTIFICATE_FORM, 'malformed', { code: above.code, of: 'issuer' });
  return { certificate: leaf, issuer: above };
}
