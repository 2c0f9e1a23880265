import type { IntegrityCheck, IntegrityCheckId, IntegrityVerdict } from '@kazasu/card';
import type { Check } from '@kazasu/pki';

/** Every check on what comes from the text and the surface application, with the clause it comes from (card facts). */
const CITATIONS = {
  'items.form': 'text application, EF 0002 to 0004 (a.6)',
  'items.issuer.trusted': 'text application, EF 0004: issuer key id (a.7)',
  'items.issuer.signature': 'text application, EF 0004: 5F37 over 5F4E (a.7)',
  'items.signature': 'text application, EF 0003: DF33 over DF31 and DF32 (a.6)',
  'items.hash': 'text application, EF 0003: DF32 over the items of EF 0002 (a.6)',
  'items.length': 'authorization API, claims name and address',
  'chip.form': 'text application, EF 0007 (a.6)',
  'chip.key': 'text application, EF 0007: DF52 over DF51 by the key of EF 0004 (a.6)',
  'chip.signature': 'text application, internal authentication by the key in DF51 (a.6)',
  'age.form': 'surface application, EF 0001 and 0004 (a.7)',
  'age.issuer.trusted': 'surface application, EF 0004: issuer key id (a.7)',
  'age.issuer.signature': 'surface application, EF 0004: 5F37 over 5F4E (a.7)',
  'age.issuer.same': 'EF 0004 of both applications: one subject key id, one key (a.7)',
  'age.signature': 'surface application, EF 0001: DF13 over DF11 and DF12 (a.7)',
  'age.chip': 'surface application, internal authentication by the key in DF12 (a.7)',
  'age.birthdate': 'surface application, EF 0001: DF11 is DF24 of EF 0002 (a.6, a.7)',
} as const;
export type ItemCheck = keyof typeof CITATIONS;

/** What the card room's checks of a record are called here; those without a name are made elsewhere. */
export const ITEMS_CHECKS: Names = {
  form: 'items.form',
  'issuer-known': 'items.issuer.trusted',
  'certificate-signature': 'items.issuer.signature',
  'record-signature': 'items.signature',
  'four-items-hash': 'items.hash',
};
/** Its certificate is that of the items. */
export const CHIP_CHECKS: Names = { form: 'chip.form', 'record-signature': 'chip.key' };
export const AGE_CHECKS: Names = {
  form: 'age.form',
  'issuer-known': 'age.issuer.trusted',
  'certificate-signature': 'age.issuer.signature',
  'record-signature': 'age.signature',
};
type Names = { readonly [id in IntegrityCheckId]?: ItemCheck };

/** None of them, and no fact such as the key identifier of a municipality, narrows down who it was. */
export type ItemReason = NonNullable<IntegrityCheck['reason']> | 'too-long';

/** Passed where there is no reason against it. */
export function itemCheck(id: ItemCheck, reason: ItemReason | undefined): Check {
  const citation = CITATIONS[id];
  return reason === undefined
    ? { id, status: 'passed', citation }
    : { id, status: 'failed', reason, citation };
}

export function ifNot(holds: boolean, reason: ItemReason): ItemReason | undefined {
  return holds ? undefined : reason;
}

/** What was not reached has not passed either. */
export function checksFrom(verdict: IntegrityVerdict, names: Names): Check[] {
  return verdict.checks.flatMap(({ id, passed, reason = 'not-reached' }) => {
    const name = names[id];
    return name === undefined ? [] : [itemCheck(name, ifNot(passed, reason))];
  });
}
