import { defineRule, passed, undetermined } from '../rule.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_SIGNATURE = defineRule({
  id: 'revocation.crl.signature',
  citation: 'RFC 5280 6.3.3 (g)',
  title: { en: 'the signature of the CRL is right', ja: 'CRLの署名が正しいこと' },
  reasons: {
    'wrong-key': {
      en: 'not signed by the key that signed the certificate, nor by another key of a CRL issuer known here',
      ja: '証明書に署名した鍵、または既知のCRL発行者の鍵による署名ではありません',
    },
  },
});

/**
 * Signed by the key that signed the certificate, or by another one of the CRL issuer's name whose certificate
 * leads to the same anchor. Each generation of an authority is an anchor of its own: a list of another one says
 * nothing about this certificate.
 */
export function checkSignature({ signer }: CrlSubject) {
  return signer === undefined ? undetermined(CRL_SIGNATURE, 'wrong-key') : passed(CRL_SIGNATURE);
}
