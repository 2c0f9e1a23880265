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
    budget: {
      en: 'who signed was not found out, because a limit was reached: more keys bear the name of the CRL issuer than are tried',
      ja: 'CRL発行者の名前を持つ鍵が上限より多いため、署名者を特定できませんでした',
    },
  },
});

/**
 * Signed by the key that signed the certificate, or by another one of the CRL issuer's name whose certificate
 * leads to the same anchor. Each generation of an authority is an anchor of its own: a list of another one says
 * nothing about this certificate.
 */
export function checkSignature({ signer, unsettled }: CrlSubject) {
  if (signer !== undefined) return passed(CRL_SIGNATURE);
  return undetermined(CRL_SIGNATURE, unsettled === true ? 'budget' : 'wrong-key');
}
