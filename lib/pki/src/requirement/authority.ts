import { type Certificate, extensionOf } from '../certificate.ts';
import { BASIC_CONSTRAINTS, KEY_USAGE, NAME_CONSTRAINTS, POLICY_MAPPINGS } from '../extension/index.ts';
import { defineRule } from '../rule.ts';
import { defineRequirement } from './requirement.ts';

const isAuthority = (certificate: Certificate) =>
  extensionOf(certificate, BASIC_CONSTRAINTS)?.authority === true;

/**
 * That an authority has the CA flag, the path judges (6.1.4 (k)), for every certificate that issues another. RFC 5280 also
 * wants the extension critical. Of certificates on the path a reader need not demand that, and NIST's suite expects
 * them to be accepted (4.6.4); an anchor is chosen, and what is chosen conforms.
 */
export const BASIC_CONSTRAINTS_REQUIREMENT = defineRequirement(
  defineRule({
    id: 'requirement.basicConstraints',
    citation: 'RFC 5280 4.2.1.9',
    title: {
      en: "an anchor's basicConstraints is critical, and a path length goes with a key for signing certificates",
      ja: 'トラストアンカーの基本制約がクリティカルであり、パス長の制限が証明書に署名する鍵に付いていること',
    },
    reasons: {
      'not-critical': {
        en: 'the trust anchor has a basicConstraints that is not critical',
        ja: 'トラストアンカーの基本制約が、クリティカルと指定されていません',
      },
      'path-length': {
        en: 'a path length is set, but the key is not for signing certificates',
        ja: 'パス長の制限がありますが、鍵の用途に証明書への署名が含まれていません',
      },
    },
  }),
  ({ certificate, isAnchor }) => {
    const extension = certificate.extensions.get(BASIC_CONSTRAINTS.oid);
    if (isAnchor && extension?.critical === false) return 'not-critical';
    if (extensionOf(certificate, BASIC_CONSTRAINTS)?.pathLength === undefined) return undefined;
    return extensionOf(certificate, KEY_USAGE)?.has('keyCertSign') === true ? undefined : 'path-length';
  },
);

export const KEY_USAGE_REQUIREMENT = defineRequirement(
  defineRule({
    id: 'requirement.keyUsage',
    citation: 'RFC 5280 4.2.1.3, 4.2.1.9',
    title: {
      en: 'only an authority has a key for signing certificates',
      ja: '証明書に署名する鍵を持つのが認証局だけであること',
    },
    reasons: {
      'not-an-authority': {
        en: 'the key is for signing certificates, but the certificate is not that of an authority',
        ja: '認証局ではない証明書の鍵の用途に、証明書への署名が含まれています',
      },
    },
  }),
  ({ certificate }) => {
    const signs = extensionOf(certificate, KEY_USAGE)?.has('keyCertSign') === true;
    return signs && !isAuthority(certificate) ? 'not-an-authority' : undefined;
  },
);

export const NAME_CONSTRAINTS_REQUIREMENT = defineRequirement(
  defineRule({
    id: 'requirement.nameConstraints',
    citation: 'RFC 5280 4.2.1.10',
    title: {
      en: 'name constraints are critical, and only authorities have them',
      ja: '名前の制約がクリティカルであり、認証局の証明書だけにあること',
    },
    reasons: {
      'not-critical': {
        en: 'nameConstraints is not critical',
        ja: '名前の制約が、クリティカルと指定されていません',
      },
      'not-an-authority': {
        en: 'nameConstraints in a certificate that is not that of an authority',
        ja: '認証局ではない証明書に、名前の制約があります',
      },
    },
  }),
  ({ certificate }) => {
    const extension = certificate.extensions.get(NAME_CONSTRAINTS.oid);
    if (extension === undefined) return undefined;
    if (!isAuthority(certificate)) return 'not-an-authority';
    return extension.critical ? undefined : 'not-critical';
  },
);

export const POLICY_MAPPINGS_REQUIREMENT = defineRequirement(
  defineRule({
    id: 'requirement.policyMappings',
    citation: 'RFC 5280 4.2.1.5',
    title: {
      en: 'only authorities map policies',
      ja: 'ポリシーの対応付けが、認証局の証明書だけにあること',
    },
    reasons: {
      'not-an-authority': {
        en: 'policyMappings in a certificate that is not that of an authority',
        ja: '認証局ではない証明書に、ポリシーの対応付けがあります',
      },
    },
  }),
  ({ certificate }) =>
    certificate.extensions.has(POLICY_MAPPINGS.oid) && !isAuthority(certificate)
      ? 'not-an-authority'
      : undefined,
);
