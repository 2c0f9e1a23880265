import { signatureScheme } from '../algorithm.ts';
import { defineRule, failed, passed } from '../rule.ts';
import { acceptedKeyOf } from '../signature.ts';
import type { Chain } from './chain.ts';

export const PATH_ALGORITHM = defineRule({
  id: 'path.algorithm',
  citation: 'RFC 5280 6.1.1 (d), 6.1.4 (d)-(f); CRYPTREC minimum strengths',
  title: {
    en: 'every signature algorithm and every key of the chain is strong enough',
    ja: '認証パスの署名アルゴリズムと鍵に、十分な強度があること',
  },
  reasons: {
    'signature-algorithm': {
      en: 'signed with an algorithm that is not accepted (SHA-2 with RSA or ECDSA is)',
      ja: '受け入れていないアルゴリズムで署名されています（SHA-2とRSAまたはECDSAの組み合わせのみ受け入れます）',
    },
    key: {
      en: 'public key malformed, below 2048 bits of RSA, or not on P-256, P-384 or P-521',
      ja: '公開鍵の形式が正しくないか、RSA 2048ビット未満、またはP-256、P-384、P-521以外の鍵です',
    },
  },
});

/** An anchor's own signature counts for nothing. */
export function checkAlgorithm({ certificates, anchored }: Chain) {
  for (const [position, certificate] of certificates.entries()) {
    const isAnchor = anchored && position === certificates.length - 1;
    if (!isAnchor && signatureScheme(certificate.signatureAlgorithm) === undefined) {
      return failed(PATH_ALGORITHM, 'signature-algorithm', { position });
    }
    if (acceptedKeyOf(certificate) === undefined) return failed(PATH_ALGORITHM, 'key', { position });
  }
  return passed(PATH_ALGORITHM);
}
