import { OID } from '../oid.ts';
import type { Profile } from '../profile/profile.ts';
import { defineRule, failed, passed } from '../rule.ts';
import type { Chain } from './chain.ts';

export const PATH_EXTENSIONS = defineRule({
  id: 'path.extensions',
  citation: 'RFC 5280 4.2, 6.1.4 (o), 6.1.5 (f)',
  title: {
    en: 'no critical extension goes unread',
    ja: '解釈できないクリティカルな拡張がないこと',
  },
  reasons: {
    'unknown-critical': {
      en: 'a critical extension that nobody here understands',
      ja: '解釈できないクリティカルな拡張があります',
    },
  },
});

/**
 * What the rules of the path process by themselves. Whatever else is critical, a profile must answer for. Purposes and
 * distribution points are processed even if the caller asks for neither: that is the caller's choice, not a misreading.
 */
const PROCESSED: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.certificatePolicies,
  OID.policyMappings,
  OID.policyConstraints,
  OID.inhibitAnyPolicy,
  OID.nameConstraints,
  // Alternative names matter to a path only through name constraints.
  OID.subjectAltName,
  OID.crlDistributionPoints,
  OID.ocspNoCheck,
]);

/** In any certificate of the chain, the anchor's too. */
export function checkExtensions(chain: Chain) {
  for (const [position, certificate] of chain.certificates.entries()) {
    const profile = profileAt(position, chain);
    for (const { oid, critical } of certificate.extensions.values()) {
      if (critical && !PROCESSED.has(oid) && profile?.oids.has(oid) !== true) {
        return failed(PATH_EXTENSIONS, 'unknown-critical', { position, oid });
      }
    }
  }
  return passed(PATH_EXTENSIONS);
}

function profileAt(position: number, { certificates, anchored, demands }: Chain): Profile | undefined {
  if (position === 0) return demands.profile;
  return anchored && position === certificates.length - 1 ? demands.anchorProfile : undefined;
}
