/** The latest list of one issuer and scope. */
export interface StoredCrl {
  readonly issuerKeyId: string;
  readonly scope: string;
  /** crlNumber, from 1. */
  readonly number: number;
  /** The issuer's count of changes when the list was made. */
  readonly changes: number;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** The list, DER. */
  readonly list: Uint8Array;
}

/** A municipality's distribution point of which certificates exist. */
export interface CrlPoint {
  readonly issuerKeyId: string;
  readonly scope: string;
  readonly prefecture: string;
  readonly city: string;
}
