import type { CaRole } from '@kazasu/pki/issue';

/** A CA certificate as it is stored. */
export interface CaRecord {
  readonly role: CaRole;
  readonly generation: number;
  /** `O` of its name. */
  readonly organisation: string;
  /** SHA-1 key identifier, lower-case hexadecimal. */
  readonly keyId: string;
  /** Lower-case hexadecimal. */
  readonly serial: string;
  readonly certificate: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
}
