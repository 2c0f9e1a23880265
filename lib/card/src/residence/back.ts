import { toUtf8 } from '@kazasu/bytes';
import { encodeObject, matching, textIn, textValue, values } from './data-objects.ts';
import { RESIDENCE_LENGTH, RESIDENCE_TAG } from './ef.ts';

/** What the back says about work outside the status of residence, as it is printed; empty where nothing is. */
export type PermissionKind = 'comprehensivePermission' | 'individualPermission';

export function encodePermission(kind: PermissionKind, text: string): Uint8Array {
  return encodeObject(RESIDENCE_TAG[kind], textValue(kind, text, RESIDENCE_LENGTH.permission));
}

export function parsePermission(kind: PermissionKind, file: Uint8Array): string {
  return textIn(kind, values(kind, file, [RESIDENCE_TAG[kind]])[0]);
}

/** Whether an application to renew or to change is pending. */
export function encodeRenewal(pending: boolean): Uint8Array {
  return encodeObject(RESIDENCE_TAG.renewal, toUtf8(pending ? '1' : '0'));
}

export function parseRenewal(file: Uint8Array): boolean {
  const [value] = values('renewal', file, [RESIDENCE_TAG.renewal]);
  return matching('renewal', textIn('renewal', value), /^[01]$/) === '1';
}
