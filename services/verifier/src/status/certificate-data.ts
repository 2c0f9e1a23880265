import type { Certificate } from '@kazasu/pki';

/** A certificate of a person as it is kept: without the person. */
export interface KnownCertificate {
  readonly tenantId: string;
  readonly personId: string;
  /** Keyed hash of issuer and serial number; each tenant's is another. */
  readonly hash: string;
  /** See bare-certificate.ts. */
  readonly certificate: Certificate;
  /** False where only its number is known, and its dates are not its own. */
  readonly dated: boolean;
  /** The latest is the one that counts: by its beginning where that is known, else by when it was told. */
  readonly since: number;
}

/** As it stands in the store. */
export interface CertificateRow {
  readonly hash: string;
  readonly personId: string;
  readonly sealed: Uint8Array;
}
