/** A consent to be told about, as it was signed. */
export interface ConsentRecord {
  readonly consentId: string;
  readonly verifierId: string;
  readonly residentId: string;
  /** Name of the service, as the person saw it. */
  readonly service: string;
  readonly purpose: string;
  readonly givenAt: number;
  readonly endsAt: number;
  /** When it was withdrawn or ended by death. */
  readonly endedAt: number | null;
}

/** What proves it: the statement and the signature over it, without the certificate, which carries the four items. */
export interface ConsentEvidence {
  readonly statement: Uint8Array;
  readonly signature: Uint8Array;
  /** Serial number of the signature certificate. */
  readonly serial: string;
}
