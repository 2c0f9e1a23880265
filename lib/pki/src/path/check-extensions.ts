import { OID } from '../oid.ts';
import type { Profile } from '../profile/profile.ts';
import { defineRule, failed, passed } from '../rule.ts';
import type { Chain } from './chain.ts';

export const PATH_EXTENSIONS = defineRule({
  id: 'path.extensions',
  citation: 'RFC 5280 4.2, 6.1.4 (o), 6.1.5 (f)',
  reasons: {
    'unknown-critical': 'a critical extension that nobody here understands',
    unsupported: 'a constraint on the path that this validator does not process yet',
  },
});

/** What the rules of the path process by themselves. Whatever else is critical, a profile must answer for. */
const PROCESSED: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.certificatePolicies,
  // Names matter to a path only through name constraints, and those are refused below.
  OID.subjectAltName,
]);

/** Each of these narrows what a path may be; to read past one, critical or not, would accept too much. */
const UNSUPPORTED: readonly string[] = [
  OID.nameConstraints,
  OID.policyMappings,
  OID.policyConstraints,
  OID.inhibitAnyPolicy,
];

/** No critical extension goes unread, in any certificate of the chain. */
export function checkExtensions(chain: Chain) {
  for (const [position, certificate] of chain.certificates.entries()) {
    const profile = profileAt(position, chain);
    if (UNSUPPORTED.some((oid) => certificate.extensions.has(oid))) {
      return failed(PATH_EXTENSIONS, 'unsupported', { position });
    }
    for (const { oid, critical } of certificate.extensions.values()) {
      const understood = PROCESSED.has(oid) || profile?.oids.has(oid) === true;
      if (critical && !understood) return failed(PATH_EXTENSIONS, 'unknown-critical', { position, oid });
    }
  }
  return passed(PATH_EXTENSIONS);
}

function profileAt(position: number, chain: Chain): Profile | undefined {
  if (position === 0) return chain.profile;
  return chain.anchored && position === chain.certificates.length - 1 ? chain.authorityProfile : undefined;
}
