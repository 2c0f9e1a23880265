import { type Certificate, extensionOf } from '../certificate.ts';
import { CERTIFICATE_POLICIES, POLICY_CONSTRAINTS } from '../extension/index.ts';
import { OID } from '../oid.ts';
import { defineRule, failed, passed } from '../rule.ts';
import { type Chain, pathOf } from './chain.ts';

export const PATH_POLICY = defineRule({
  id: 'path.policy',
  citation: 'RFC 5280 4.2.1.4, 4.2.1.11, 6.1.3 (d)-(f), 6.1.4 (a)-(b), 6.1.5 (g); RFC 9618 5',
  title: {
    en: 'the policies asked for run from the anchor to the certificate',
    ja: '求められる証明書ポリシーが、トラストアンカーから証明書まで通っていること',
  },
  reasons: {
    'not-asserted': {
      en: 'the certificates of the chain do not all assert a policy that is asked for',
      ja: '求められる証明書ポリシーを、認証パスのすべての証明書が示してはいません',
    },
    'any-policy-mapped': {
      en: 'a certificate of an authority maps anyPolicy, which the standard forbids',
      ja: '認証局の証明書が、標準で禁じられているanyPolicyの対応付けをしています',
    },
    'constraint-unread': {
      en: 'an authority without policies constrains those of others in an extension that readers may pass over',
      ja: '証明書ポリシーを示さない認証局が、クリティカルでない拡張でポリシーを制約しています',
    },
    'unknown-qualifier': {
      en: 'critical certificatePolicies with a qualifier that nobody here understands',
      ja: 'クリティカルな証明書ポリシーに、解釈できない修飾子があります',
    },
  },
});

const QUALIFIERS: readonly string[] = [OID.policyQualifierCps, OID.policyQualifierNotice];

/** The policy graph of RFC 9618 has a policy left wherever one is demanded, and every critical qualifier is known. */
export function checkPolicy(chain: Chain) {
  const path = pathOf(chain);
  const badQualifier = path.findIndex(hasUnknownCriticalQualifier);
  if (badQualifier >= 0) return failed(PATH_POLICY, 'unknown-qualifier', { position: badQualifier });
  const unread = chain.certificates.findIndex(hasUnreadConstraint);
  if (unread >= 0) return failed(PATH_POLICY, 'constraint-unread', { position: unread });
  const { failure } = chain.policy;
  if (failure === undefined) return passed(PATH_POLICY);
  return failed(PATH_POLICY, failure.reason, { position: path.length - 1 - failure.index });
}

/**
 * RFC 5280 section 4.2.1.11 has authorities mark policyConstraints critical. RFC 3280 left that open, and those who take
 * part in policies made certificates so, NIST's suite too: from them it is taken, and processed either way. Who asserts
 * no policy and yet constrains others, so that some readers will not see it, does not conform in either time.
 */
function hasUnreadConstraint({ extensions }: Certificate): boolean {
  return (
    extensions.get(POLICY_CONSTRAINTS.oid)?.critical === false && !extensions.has(CERTIFICATE_POLICIES.oid)
  );
}

function hasUnknownCriticalQualifier(certificate: Certificate): boolean {
  if (certificate.extensions.get(CERTIFICATE_POLICIES.oid)?.critical !== true) return false;
  const policies = extensionOf(certificate, CERTIFICATE_POLICIES) ?? [];
  return policies.some(({ qualifiers }) => qualifiers.some((oid) => !QUALIFIERS.includes(oid)));
}
