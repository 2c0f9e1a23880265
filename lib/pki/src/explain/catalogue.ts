import { ADES_RULES } from '../ades/index.ts';
import { BUILDING_BLOCK_RULES } from '../building-block/index.ts';
import { CMS_RULES } from '../cms/index.ts';
import { JUDGEMENT_COMPLETE } from '../complete.ts';
import { CRL_RULES } from '../crl/index.ts';
import { LOGIN_RULES } from '../login/index.ts';
import { OCSP_RULES } from '../ocsp/index.ts';
import { PADES_RULES } from '../pades/index.ts';
import { PATH_RULES } from '../path/index.ts';
import { PROFILE_RULES } from '../profile/index.ts';
import { REQUIREMENT_RULES } from '../requirement/index.ts';
import { REVOCATION_RULES } from '../revocation/index.ts';
import type { Rule, Text } from '../rule.ts';
import { TIMESTAMP_RULES } from '../timestamp/index.ts';
// The rules alone: whoever puts a report into words need not load what reads XML.
import { XADES_RULES } from '../xades/rules.ts';

/** Every rule of the room. A test finds those that are missing. */
const ALL: readonly Rule[] = [
  ...PATH_RULES,
  ...REQUIREMENT_RULES,
  ...PROFILE_RULES,
  ...REVOCATION_RULES,
  ...CRL_RULES,
  ...OCSP_RULES,
  JUDGEMENT_COMPLETE,
  ...LOGIN_RULES,
  ...BUILDING_BLOCK_RULES,
  ...ADES_RULES,
  ...CMS_RULES,
  ...TIMESTAMP_RULES,
  ...XADES_RULES,
  ...PADES_RULES,
];

/** What a check is called, and its reasons: those of all rules that share its identifier. */
export interface Entry {
  readonly title: Text;
  readonly reasons: { readonly [reason: string]: Text };
  /** Those of all rules of the name: profiles of several kinds of certificates share names. */
  readonly citations: readonly string[];
}

/** By the identifier of the check. */
export const RULES: ReadonlyMap<string, Entry> = catalogueOf(ALL);

function catalogueOf(rules: readonly Rule[]): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const { id, title, reasons, citation } of rules) {
    const known = entries.get(id);
    entries.set(id, {
      title: known?.title ?? title,
      reasons: { ...known?.reasons, ...reasons },
      citations: [...new Set([...(known?.citations ?? []), citation])],
    });
  }
  return entries;
}
