import { extensionOf } from '../certificate.ts';
import { BASIC_CONSTRAINTS } from '../extension/index.ts';
import { sameName } from '../name.ts';
import { defineRule, failed, passed } from '../rule.ts';
import type { Chain } from './chain.ts';

export const PATH_LENGTH = defineRule({
  id: 'path.length',
  citation: 'RFC 5280 6.1.4 (l)-(m)',
  title: {
    en: 'no authority stands above more authorities than it allows',
    ja: '認証局の段数が、上位の認証局の制限を超えていないこと',
  },
  reasons: {
    'too-long': {
      en: 'more authorities follow than a pathLenConstraint allows',
      ja: 'パス長の制限を超える数の認証局が続いています',
    },
  },
});

/** Self-issued certificates do not count; the anchor's limit counts like any other. */
export function checkPathLength({ certificates }: Chain) {
  let below = 0;
  for (const [position, certificate] of certificates.entries()) {
    if (position === 0) continue;
    const limit = extensionOf(certificate, BASIC_CONSTRAINTS)?.pathLength;
    if (limit !== undefined && below > limit) return failed(PATH_LENGTH, 'too-long', { position, limit });
    if (!sameName(certificate.subject, certificate.issuer)) below++;
  }
  return passed(PATH_LENGTH, { length: certificates.length });
}
