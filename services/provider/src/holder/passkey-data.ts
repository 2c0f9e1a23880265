/** A key that unlocks the app, in the person's authenticator: a row of `provider_passkey`. Times are milliseconds since 1970. */
export interface Passkey {
  /** The credential id, base64url. */
  readonly id: string;
  readonly holderId: string;
  /** COSE_Key (RFC 9052 section 7). */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** The authenticator's count of its signatures; 0 for ever where it does not count. */
  readonly counter: number;
  /** What the authenticator knows the account by: random, base64url. */
  readonly userHandle: string;
  readonly createdAt: number;
  readonly lastUsedAt: number | undefined;
}

export interface PasskeyRow {
  readonly id: string;
  readonly holder_id: string;
  readonly public_key: Uint8Array;
  readonly counter: number;
  readonly user_handle: string;
  readonly created_at: number;
  readonly last_used_at: number | null;
}

export const PASSKEY_COLUMNS = 'id, holder_id, public_key, counter, user_handle, created_at, last_used_at';

export function passkeyOf(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    holderId: row.holder_id,
    publicKey: new Uint8Array(row.public_key),
    counter: row.counter,
    userHandle: row.user_handle,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at ?? undefined,
  };
}
