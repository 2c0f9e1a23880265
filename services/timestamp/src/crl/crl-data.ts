/** A list as it is kept. */
export interface CrlRecord {
  readonly number: number;
  /** DER. */
  readonly list: Uint8Array;
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  /** How many units it names. */
  readonly revoked: number;
}
