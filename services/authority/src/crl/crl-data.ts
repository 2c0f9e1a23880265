/** The latest list of one issuer and scope, without its octets. */
export interface StoredCrl {
  readonly issuerKeyId: string;
  readonly scope: string;
  /** crlNumber. */
  readonly number: number;
  /** The issuer's count of changes when the list was made. */
  readonly changes: number;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** Length of the DER. */
  readonly octets: number;
}

/** A municipality's distribution point of which certificates exist. */
export interface CrlPoint {
  readonly issuerKeyId: string;
  readonly scope: string;
  readonly prefecture: string;
  readonly city: string;
}
