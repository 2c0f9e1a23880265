import type { CaRole } from '@kazasu/pki/issue';
import type { Device, RevocationReason } from '../api.ts';

/** One issued certificate. Those of one resident and role, in the order of issue, are its lineage. */
export interface CertificateRecord {
  /** Key identifier of the issuer, lower-case hexadecimal. */
  readonly issuerKeyId: string;
  readonly serial: string;
  readonly role: CaRole;
  readonly residentId: string;
  readonly device: Device;
  /** Number of the resident's card, or of their phone, that it is on, from 1. */
  readonly sequence: number;
  /** Serial number of the card's certificate with which a phone's was asked for. */
  readonly parentSerial: string | null;
  /** SHA-256 (hex) of the DER of its distribution point's name. */
  readonly crlScope: string;
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface RevocationState {
  readonly revokedAt: number | null;
  readonly reason: RevocationReason | null;
}
