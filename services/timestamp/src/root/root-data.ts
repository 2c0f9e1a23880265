/** The root's certificate as it is stored. */
export interface RootRecord {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
}
