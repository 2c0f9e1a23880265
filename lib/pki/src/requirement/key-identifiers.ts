import { extensionOf } from '../certificate.ts';
import { AUTHORITY_KEY_IDENTIFIER, BASIC_CONSTRAINTS, SUBJECT_KEY_IDENTIFIER } from '../extension/index.ts';
import { sameName } from '../name.ts';
import { defineRule } from '../rule.ts';
import { defineRequirement, type Subject } from './requirement.ts';

const critical = { en: 'it is marked critical', ja: 'クリティカルと指定されています' };

export const AUTHORITY_KEY_IDENTIFIER_REQUIREMENT = defineRequirement(
  defineRule({
    id: 'requirement.authorityKeyIdentifier',
    citation: 'RFC 5280 4.2.1.1',
    title: {
      en: 'every certificate names the key of its issuer, in an extension that is not critical',
      ja: '発行者の鍵が、クリティカルでない拡張で示されていること',
    },
    reasons: {
      critical,
      absent: {
        en: "the issuer's key is not named, and the certificate is not self-signed",
        ja: '自己署名ではない証明書に、発行者の鍵の識別子がありません',
      },
    },
  }),
  (subject) => {
    const { certificate } = subject;
    if (certificate.extensions.get(AUTHORITY_KEY_IDENTIFIER.oid)?.critical === true) return 'critical';
    const named = extensionOf(certificate, AUTHORITY_KEY_IDENTIFIER)?.keyId !== undefined;
    return named || isSelfSigned(subject) ? undefined : 'absent';
  },
);

/** The signature of an anchor counts for nothing, so that none is verified: its name alone decides. */
function isSelfSigned({ certificate, isAnchor, isSigned }: Subject): boolean {
  if (!sameName(certificate.subject, certificate.issuer)) return false;
  return isAnchor || isSigned(certificate, certificate) === true;
}

export const SUBJECT_KEY_IDENTIFIER_REQUIREMENT = defineRequirement(
  defineRule({
    id: 'requirement.subjectKeyIdentifier',
    citation: 'RFC 5280 4.2.1.2',
    title: {
      en: "every authority's certificate names its key, in an extension that is not critical",
      ja: '認証局の証明書に、鍵の識別子がクリティカルでない拡張で示されていること',
    },
    reasons: {
      critical,
      absent: {
        en: 'the certificate of an authority does not name its key',
        ja: '認証局の証明書に、鍵の識別子がありません',
      },
    },
  }),
  ({ certificate }) => {
    const extension = certificate.extensions.get(SUBJECT_KEY_IDENTIFIER.oid);
    if (extension?.critical === true) return 'critical';
    const authority = extensionOf(certificate, BASIC_CONSTRAINTS)?.authority === true;
    return authority && extension === undefined ? 'absent' : undefined;
  },
);
