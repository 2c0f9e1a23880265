import { extensionOf } from '../certificate.ts';
import { BASIC_CONSTRAINTS } from '../extension/index.ts';
import { sameName } from '../name.ts';
import { defineRule, failed, passed } from '../rule.ts';
import type { Chain } from './chain.ts';

export const PATH_LENGTH = defineRule({
  id: 'path.length',
  citation: 'RFC 5280 6.1.4 (l)-(m)',
  reasons: { 'too-long': 'more authorities follow than a pathLenConstraint allows' },
});

/** No authority stands above more authorities than it allows; self-issued certificates do not count. */
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
