import { type Certificate, parseCertificate } from '../certificate.ts';
import { isParseError } from '../error.ts';
import type { Check } from '../report.ts';
import { defineRule, failed, passed } from '../rule.ts';
import type { CertificateInput } from './options.ts';

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
      ja: 'DER形式のX.509 v3証明書ではありません。破られた規則はcodeが示します',
    },
  },
});
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

export type Read = Certificate | { readonly code: string };

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

export function formCheck(leaf: Read): Check {
  return isCertificate(leaf)
    ? passed(CERTIFICATE_FORM)
    : failed(CERTIFICATE_FORM, 'malformed', { code: leaf.code });
}

/** One that cannot be read anchors nothing, and is no reason to mistrust the others. */
export function anchorsCheck(anchors: readonly Read[]): Check {
  if (anchors.length === 0) return failed(PATH_ANCHORS, 'none');
  const count = anchors.filter(isCertificate).length;
  if (count === 0) return failed(PATH_ANCHORS, 'malformed');
  const malformed = anchors.length - count;
  return passed(PATH_ANCHORS, malformed === 0 ? { count } : { count, malformed });
}
