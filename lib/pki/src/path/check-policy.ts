import { type Certificate, extensionOf } from '../certificate.ts';
import { CERTIFICATE_POLICIES } from '../extension/index.ts';
import { OID } from '../oid.ts';
import { defineRule, failed, passed } from '../rule.ts';
import { type Chain, pathOf } from './chain.ts';

export const PATH_POLICY = defineRule({
  id: 'path.policy',
  citation: 'RFC 5280 4.2.1.4, 6.1.3 (d)-(f), 6.1.4 (a)-(b), 6.1.5 (g); RFC 9618 5',
  title: {
    en: 'the policies asked for run from the anchor to the certificate',
    ja: '求められる証明書ポリシーが、信頼点から証明書まで通っていることを確認します。',
  },
  reasons: {
    'not-asserted': {
      en: 'the certificates of the chain do not all assert a policy that is asked for',
      ja: '求められる証明書ポリシーを、認証パスのすべての証明書が示してはいません。',
    },
    'any-policy-mapped': {
      en: 'a certificate of an authority maps anyPolicy, which the standard forbids',
      ja: '認証局の証明書が、標準で禁じられている anyPolicy の対応付けをしています。',
    },
    'unknown-qualifier': {
      en: 'critical certificatePolicies with a qualifier that nobody here understands',
      ja: 'クリティカルな証明書ポリシーに、解釈できない修飾子があります。',
    },
  },
});

const QUALIFIERS: readonly string[] = [OID.policyQualifierCps, OID.policyQualifierNotice];

/** The policy graph of RFC 9618 has a policy left wherever one is demanded, and every critical qualifier is known. */
export function checkPolicy(chain: Chain) {
  const path = pathOf(chain);
  const badQualifier = path.findIndex(hasUnknownCriticalQualifier);
  if (badQualifier >= 0) return failed(PATH_POLICY, 'unknown-qualifier', { position: badQualifier });
  const { failure } = chain.policy;
  if (failure === undefined) return passed(PATH_POLICY);
  return failed(PATH_POLICY, failure.reason, { position: path.length - 1 - failure.index });
}

function hasUnknownCriticalQualifier(certificate: Certificate): boolean {
  if (certificate.extensions.get(CERTIFICATE_POLICIES.oid)?.critical !== true) return false;
  const policies = extensionOf(certificate, CERTIFICATE_POLICIES) ?? [];
  return policies.some(({ qualifiers }) => qualifiers.some((oid) => !QUALIFIERS.includes(oid)));
}
