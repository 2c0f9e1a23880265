/** A consent to be told a person's latest four items, for one purpose of one tenant's service. */
export interface Consent {
  /** Ours. */
  readonly consentId: string;
  readonly tenantId: string;
  readonly personId: string;
  /** As the authority named it. */
  readonly authorityId: string;
  /** As the person saw it. */
  readonly service: string;
  readonly purpose: string;
  readonly givenAt: number;
  readonly endsAt: number;
  /** When it was found out that the person had withdrawn it. */
  readonly endedAt: number | undefined;
}

/** A statement that waits for a signature. */
export interface Preparation {
  /** SHA-256 of its octets, lower-case hexadecimal. */
  readonly statementHash: string;
  readonly tenantId: string;
  readonly expiresAt: number;
}

/** The same with the signature of the one who signed it first; nobody else's is taken. */
export interface SignedPreparation extends Preparation {
  /** SHA-256 of the certificate, lower-case hexadecimal. */
  readonly signer: string;
  readonly personId: string;
}
