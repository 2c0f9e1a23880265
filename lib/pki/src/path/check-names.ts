import { SUBJECT_ALT_NAME } from '../extension/index.ts';
import { isEmptyName } from '../name.ts';
import { defineRule, failed, passed } from '../rule.ts';
import type { Chain } from './chain.ts';

export const PATH_NAMES = defineRule({
  id: 'path.names',
  citation: 'RFC 5280 4.1.2.4, 4.1.2.6',
  title: {
    en: 'every certificate names its issuer and its subject',
    ja: 'すべての証明書に、発行者と主体者の名前があること',
  },
  reasons: {
    'empty-issuer': { en: 'the issuer has no name', ja: '発行者の名前がありません' },
    'empty-subject': {
      en: 'the subject has no name, and no critical subjectAltName stands in for it',
      ja: '主体者の名前がなく、それに代わるクリティカルな主体者別名もありません',
    },
  },
});

/** An authority must have a distinguished name; a leaf may have a critical subjectAltName instead. */
export function checkNames({ certificates }: Chain) {
  for (const [position, certificate] of certificates.entries()) {
    if (isEmptyName(certificate.issuer)) return failed(PATH_NAMES, 'empty-issuer', { position });
    const substitute = position === 0 && certificate.extensions.get(SUBJECT_ALT_NAME.oid)?.critical === true;
    if (isEmptyName(certificate.subject) && !substitute) {
      return failed(PATH_NAMES, 'empty-subject', { position });
    }
  }
  return passed(PATH_NAMES);
}
