import { endOfSecond } from '../certificate.ts';
import { defineRule, failed, passed } from '../rule.ts';
import type { Chain } from './chain.ts';

export const PATH_VALIDITY = defineRule({
  id: 'path.validity',
  citation: 'RFC 5280 6.1.3 (a)(2)',
  title: {
    en: 'every certificate of the chain is valid at the time of the judgement',
    ja: '認証パスのすべての証明書が、検証の時点で有効期間内であること',
  },
  reasons: {
    'not-yet-valid': {
      en: 'the time lies before notBefore',
      ja: '検証の時点が、有効期間の開始より前です',
    },
    expired: {
      en: 'the time lies after notAfter',
      ja: '検証の時点が、有効期間の満了より後です',
    },
  },
});

/**
 * Every certificate is valid at the time of the judgement, both ends included, and so is the anchor's. The
 * comparisons are written so that a time that is no number passes none of them.
 *
 * RFC 5280 does not demand the last: an anchor is a name and a key (6.1.1 (d)), not a certificate. Here it is
 * demanded. J-LIS starts a new generation every four or five years and gives each ten, so that no certificate
 * outlives the generation that issued it (facts b.1): an honest card loses nothing. And once a generation has
 * run out, nobody promises to guard its key or to say what it revoked, so "not revoked" can no longer be learnt.
 */
export function checkValidity({ certificates, time }: Chain) {
  for (const [position, { notBefore, notAfter }] of certificates.entries()) {
    // A resident's certificate ends on a birthday (facts b.2): the leaf's dates stay out of the report.
    const facts = position === 0 ? { position } : { position, notBefore, notAfter };
    if (!(time >= notBefore)) return failed(PATH_VALIDITY, 'not-yet-valid', facts);
    if (!(time <= endOfSecond(notAfter))) return failed(PATH_VALIDITY, 'expired', facts);
  }
  return passed(PATH_VALIDITY);
}
