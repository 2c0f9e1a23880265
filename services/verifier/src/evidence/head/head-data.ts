/** A signed tree head, as it is stored. */
export interface Head {
  readonly size: number;
  /** 32 octets. */
  readonly root: Uint8Array;
  /** When it was signed, milliseconds since 1970. */
  readonly at: number;
  /** The checkpoint, a signed note of C2SP; what was time-stamped is its hash. */
  readonly note: Uint8Array;
}

/** What a unit gave for a head. */
export interface Stamp {
  /** DER of the token. */
  readonly token: Uint8Array;
  /** The time it proves, milliseconds since 1970. */
  readonly time: number;
  /** Until then the certificates below the token are valid: before, it must be renewed. */
  readonly validUntil: number;
  /** SHA-256 of the unit's certificate, lower-case hexadecimal. */
  readonly unit: string;
  /** Revocation lists it was judged by, DER. */
  readonly crls: readonly Uint8Array[];
}

/** A head with its time-stamp; the entry about it is in the log. */
export interface StampedHead extends Head {
  readonly token: Uint8Array;
  readonly stampedAt: number;
  readonly validUntil: number;
  readonly unit: string;
  /** Place of the entry that names the token. */
  readonly stampLeaf: number;
  /** Place of the entry that names it once more, to renew it; null where it is not renewed. */
  readonly renewalLeaf: number | null;
}
