import { extensionOf } from '../certificate.ts';
import { hostOf, mailboxOf } from '../constraint/index.ts';
import { ISSUER_ALT_NAME, SUBJECT_ALT_NAME } from '../extension/index.ts';
import type { GeneralName } from '../general-name.ts';
import { defineRule } from '../rule.ts';
import { defineRequirement } from './requirement.ts';

const TYPES = [SUBJECT_ALT_NAME, ISSUER_ALT_NAME];

export const ALTERNATIVE_NAMES_REQUIREMENT = defineRequirement(
  defineRule({
    id: 'requirement.alternativeNames',
    citation: 'RFC 5280 4.2.1.6, 4.2.1.7',
    title: {
      en: 'alternative names have the form that their kind demands',
      ja: '別名が、その種類の求める形式であること',
    },
    reasons: {
      dNSName: { en: 'a dNSName that is no host name', ja: 'ホスト名の形式ではないdNSNameがあります' },
      rfc822Name: {
        en: 'an rfc822Name that is no mailbox',
        ja: 'メールアドレスの形式ではないrfc822Nameがあります',
      },
      uniformResourceIdentifier: {
        en: 'a URI that is relative, or a scheme and nothing more',
        ja: '絶対URIではないuniformResourceIdentifierがあります',
      },
      iPAddress: {
        en: 'an iPAddress of neither 4 nor 16 octets',
        ja: '4オクテットでも16オクテットでもないiPAddressがあります',
      },
    },
  }),
  ({ certificate }) => {
    for (const type of TYPES) {
      for (const name of extensionOf(certificate, type) ?? []) {
        const fault = faultOf(name);
        if (fault !== undefined) return fault;
      }
    }
    return undefined;
  },
);

/** A leading wildcard is stood: RFC 5280 leaves its meaning to those who use it. */
function faultOf(name: GeneralName) {
  switch (name.kind) {
    case 'dNSName':
      return hostOf(name.text.replace(/^\*\./, '')) === undefined ? name.kind : undefined;
    case 'rfc822Name':
      return isMailbox(name.text) ? undefined : name.kind;
    case 'uniformResourceIdentifier':
      return /^[a-z][a-z0-9+.-]*:[!-~]+$/i.test(name.text) ? undefined : name.kind;
    case 'iPAddress':
      return name.bytes.length === 4 || name.bytes.length === 16 ? undefined : name.kind;
    default:
      return undefined;
  }
}

/** An address in brackets may stand for the host (RFC 5321 section 4.1.3). */
function isMailbox(text: string): boolean {
  return mailboxOf(text.replace(/@\[[0-9a-f.:]+\]$/i, '@literal')) !== undefined;
}
