import type { ReasonName } from '@kazasu/pki/issue';

/** The certificate of a unit as it is stored. */
export interface UnitRecord {
  /** From 1; the key's name ends in it. */
  readonly number: number;
  /** DER. */
  readonly certificate: Uint8Array;
  readonly notBefore: number;
  /** From here on it makes no new tokens. */
  readonly signUntil: number;
  readonly notAfter: number;
  readonly revokedAt: number | null;
  readonly reason: ReasonName | null;
}
