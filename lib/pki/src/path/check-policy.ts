import { type Certificate, extensionOf } from '../certificate.ts';
import { CERTIFICATE_POLICIES } from '../extension/index.ts';
import { OID } from '../oid.ts';
import { defineRule, failed, passed } from '../rule.ts';
import type { Chain } from './chain.ts';

export const PATH_POLICY = defineRule({
  id: 'path.policy',
  citation: 'RFC 5280 4.2.1.4, 6.1.3 (d)-(f), 6.1.5 (g)',
  reasons: {
    'not-asserted': 'a certificate of the chain does not assert the policy that is asked for',
    'unknown-qualifier': 'critical certificatePolicies with a qualifier that nobody here understands',
  },
});

const QUALIFIERS: readonly string[] = [OID.policyQualifierCps, OID.policyQualifierNotice];

/**
 * The policies that the profile asks for run from the anchor's first certificate to the leaf. Without mappings
 * (refused by check-extensions.ts) the policy graph of RFC 9618 is a plain intersection, in which anyPolicy
 * stands for all. The anchor's own policies do not count (6.1: it is not part of the path).
 */
export function checkPolicy({ certificates, anchored, profile }: Chain) {
  const path = anchored ? certificates.slice(0, -1) : certificates;
  const badQualifier = path.findIndex(hasUnknownCriticalQualifier);
  if (badQualifier >= 0) return failed(PATH_POLICY, 'unknown-qualifier', { position: badQualifier });
  if (profile?.policies === undefined) return passed(PATH_POLICY);
  let allowed = profile.policies;
  for (let position = path.length - 1; position >= 0; position--) {
    const asserted = policiesOf(path[position] as Certificate);
    if (!asserted.includes(OID.anyPolicy)) allowed = allowed.filter((policy) => asserted.includes(policy));
    if (allowed.length === 0) return failed(PATH_POLICY, 'not-asserted', { position });
  }
  return passed(PATH_POLICY);
}

function policiesOf(certificate: Certificate): readonly string[] {
  return extensionOf(certificate, CERTIFICATE_POLICIES)?.map(({ policy }) => policy) ?? [];
}

function hasUnknownCriticalQualifier(certificate: Certificate): boolean {
  if (certificate.extensions.get(CERTIFICATE_POLICIES.oid)?.critical !== true) return false;
  const policies = extensionOf(certificate, CERTIFICATE_POLICIES) ?? [];
  return policies.some(({ qualifiers }) => qualifiers.some((oid) => !QUALIFIERS.includes(oid)));
}
