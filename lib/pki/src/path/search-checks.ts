import type { Certificate } from '../certificate.ts';
import type { Check } from '../report.ts';
import { defineRule, failed, passed, skipped } from '../rule.ts';
import type { Meter } from './budget.ts';
import type { SearchNotes } from './build.ts';

export const PATH_ISSUER = defineRule({
  id: 'path.issuer',
  citation: 'RFC 5280 6.1.3 (a)(4), 7.1',
  title: {
    en: 'names lead from the certificate to a trust anchor',
    ja: '証明書からトラストアンカーまで、発行者の名前がつながっていること',
  },
  reasons: {
    unknown: {
      en: 'nobody given bears the name of the issuer',
      ja: '発行者の名前を持つ認証局が見つかりません',
    },
    'no-anchor': {
      en: 'the issuer is known, but no path leads from it to a trust anchor',
      ja: '発行者は見つかりましたが、そこからトラストアンカーに至る認証パスがありません',
    },
    budget: {
      en: 'the search was given up: more signatures or detours than any honest path has',
      ja: '署名の数や経路が通常の認証パスではありえない多さのため、探索を打ち切りました',
    },
  },
});
export const PATH_SIGNATURE = defineRule({
  id: 'path.signature',
  citation: 'RFC 5280 6.1.3 (a)(1)',
  title: {
    en: 'every certificate is signed by the key of the next',
    ja: 'すべての証明書が、その発行者の鍵で署名されていること',
  },
  reasons: {
    'wrong-key': {
      en: 'an issuer of that name is known, but its key did not sign the certificate',
      ja: '発行者の名前を持つ認証局はありますが、その鍵による署名ではありません',
    },
  },
});

/** Of a chain that was found. */
export function foundChecks(chain: readonly Certificate[]): Check[] {
  const keyId = chain[chain.length - 1]?.keyId;
  return [passed(PATH_ISSUER, keyId === undefined ? undefined : { anchor: keyId }), passed(PATH_SIGNATURE)];
}

/** Why none was found. */
export function missingChecks(notes: SearchNotes, { exhausted }: Meter): Check[] {
  if (exhausted) return [failed(PATH_ISSUER, 'budget'), skipped(PATH_SIGNATURE)];
  if (!notes.issuerNamed) return [failed(PATH_ISSUER, 'unknown'), skipped(PATH_SIGNATURE)];
  if (!notes.issuerFound) return [passed(PATH_ISSUER), failed(PATH_SIGNATURE, 'wrong-key')];
  return [failed(PATH_ISSUER, 'no-anchor'), passed(PATH_SIGNATURE)];
}
