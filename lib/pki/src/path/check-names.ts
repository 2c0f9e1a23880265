import { SUBJECT_ALT_NAME } from '../extension/index.ts';
import { isEmptyName } from '../name.ts';
import { defineRule, failed, passed } from '../rule.ts';
import type { Chain } from './chain.ts';

export const PATH_NAMES = defineRule({
  id: 'path.names',
  citation: 'RFC 5280 4.1.2.4, 4.1.2.6',
  reasons: {
    'empty-issuer': 'the issuer has no name',
    'empty-subject': 'the subject has no name, and no critical subjectAltName stands in for it',
  },
});

/** Every certificate names its issuer and its subject; an authority must have a distinguished name. */
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
