import type { FailedReason, IntegrityCheckId, IntegrityVerdict } from './check.ts';

/** What is looked at in an item proof: first the record, then the check of it. */
export type ItemProofCheckId =
  | 'four-items/form'
  | 'four-items/issuer-known'
  | 'four-items/certificate-signature'
  | 'four-items/record-signature'
  | 'four-items/four-items-hash'
  /** Its certificate is that of the items. */
  | 'chip-key/form'
  | 'chip-key/record-signature'
  | 'age-record/form'
  | 'age-record/issuer-known'
  | 'age-record/certificate-signature'
  | 'age-record/record-signature'
  /** The key in EF 0007 of the text application signed what it was given. */
  | 'chip/text-key'
  /** The key in the age record signed the same. */
  | 'chip/surface-key'
  /** Both applications' records are under one key of one name. */
  | 'municipality-in-both'
  /** The age record is of somebody with the birth date of the items. */
  | 'birthdate-in-both';

export interface ItemProofCheck {
  readonly id: ItemProofCheckId;
  readonly passed: boolean;
  /** Absent where it passed. `not-reached`: something else failed and left nothing to look at. */
  readonly reason?: FailedReason;
}

/** What the checks of a record are called in a proof; those without a name are made elsewhere. */
export type Names = { readonly [id in IntegrityCheckId]?: ItemProofCheckId };
export const ITEMS_NAMES: Names = {
  form: 'four-items/form',
  'issuer-known': 'four-items/issuer-known',
  'certificate-signature': 'four-items/certificate-signature',
  'record-signature': 'four-items/record-signature',
  'four-items-hash': 'four-items/four-items-hash',
};
export const CHIP_KEY_NAMES: Names = {
  form: 'chip-key/form',
  'record-signature': 'chip-key/record-signature',
};
export const AGE_NAMES: Names = {
  form: 'age-record/form',
  'issuer-known': 'age-record/issuer-known',
  'certificate-signature': 'age-record/certificate-signature',
  'record-signature': 'age-record/record-signature',
};

export function namedChecks({ checks }: IntegrityVerdict, names: Names): ItemProofCheck[] {
  return checks.flatMap((check) => {
    const id = names[check.id];
    return id === undefined ? [] : [{ ...check, id }];
  });
}

/** `passed` is undefined where there was nothing to look at, which is no better than having failed. */
export function proofCheck(
  id: ItemProofCheckId,
  passed: boolean | undefined,
  reason: FailedReason,
): ItemProofCheck {
  return passed === true
    ? { id, passed }
    : { id, passed: false, reason: passed === false ? reason : 'not-reached' };
}
