import type { CaRole } from '@kazasu/pki/issue';
import type { RevocationReason } from '../api.ts';

/** One issued certificate. Certificates of one resident and role with growing `sequence` are its lineage. */
export interface CertificateRecord {
  /** Key identifier of the issuer, lower-case hexadecimal. */
  readonly issuerKeyId: string;
  readonly serial: string;
  readonly role: CaRole;
  readonly residentId: string;
  /** Number of the resident's card that it is on, from 1. */
  readonly sequence: number;
  /** SHA-256 (hex) of the DER of its distribution point's name. */
  readonly crlScope: string;
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface RevocationState {
  readonly revokedAt: number | null;
  readonly reason: RevocationReason | null;
}
