import type { ItemProofCheck, ItemProofCheckId } from '@kazasu/card/integrity';
import type { Check } from '@kazasu/pki/login';

interface Clause {
  /** What the check is called in a report; failure.ts goes by the first part. */
  readonly id: string;
  /** The clause it comes from (card facts). */
  readonly citation: string;
}

const clause = (id: string, citation: string): Clause => ({ id, citation });

/** Every check on what comes from the text and the surface application. */
const CLAUSES: { readonly [id in ItemProofCheckId]: Clause } = {
  'four-items/form': clause('items.form', 'text application, EF 0002 to 0004 (a.6)'),
  'four-items/issuer-known': clause('items.issuer.trusted', 'text application, EF 0004: issuer key id (a.7)'),
  'four-items/certificate-signature': clause(
    'items.issuer.signature',
    'text application, EF 0004: 5F37 over 5F4E (a.7)',
  ),
  'four-items/record-signature': clause(
    'items.signature',
    'text application, EF 0003: DF33 over DF31 and DF32 (a.6)',
  ),
  'four-items/four-items-hash': clause(
    'items.hash',
    'text application, EF 0003: DF32 over the items of EF 0002 (a.6)',
  ),
  'chip-key/form': clause('chip.form', 'text application, EF 0007 (a.6)'),
  'chip-key/record-signature': clause(
    'chip.key',
    'text application, EF 0007: DF52 over DF51 by the key of EF 0004 (a.6)',
  ),
  'chip/text-key': clause(
    'chip.signature',
    'text application, internal authentication by the key in DF51 (a.6)',
  ),
  'age-record/form': clause('age.form', 'surface application, EF 0001 and 0004 (a.7)'),
  'age-record/issuer-known': clause(
    'age.issuer.trusted',
    'surface application, EF 0004: issuer key id (a.7)',
  ),
  'age-record/certificate-signature': clause(
    'age.issuer.signature',
    'surface application, EF 0004: 5F37 over 5F4E (a.7)',
  ),
  'age-record/record-signature': clause(
    'age.signature',
    'surface application, EF 0001: DF13 over DF11 and DF12 (a.7)',
  ),
  'municipality-in-both': clause(
    'age.issuer.same',
    'EF 0004 of both applications: one subject key id, one key (a.7)',
  ),
  'chip/surface-key': clause(
    'age.chip',
    'surface application, internal authentication by the key in DF12 (a.7)',
  ),
  'birthdate-in-both': clause(
    'age.birthdate',
    'surface application, EF 0001: DF11 is DF24 of EF 0002 (a.6, a.7)',
  ),
};

const LENGTH = clause('items.length', 'authorization API, claims name and address');

/** None of them, and no fact such as the key identifier of a municipality, narrows down who it was. */
export type ItemReason = NonNullable<ItemProofCheck['reason']> | 'too-long';

export function itemCheck({ id, reason }: ItemProofCheck): Check {
  return checkOf(CLAUSES[id], reason);
}

export function lengthCheck(reason: ItemReason | undefined): Check {
  return checkOf(LENGTH, reason);
}

/** Passed where there is no reason against it. */
function checkOf({ id, citation }: Clause, reason: ItemReason | undefined): Check {
  return reason === undefined
    ? { id, status: 'passed', citation }
    : { id, status: 'failed', reason, citation };
}
