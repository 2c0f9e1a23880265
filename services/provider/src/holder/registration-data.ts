/** Somebody who is setting the app up: a row of `provider_holder_registration`. Times are milliseconds since 1970. */
export interface Registration {
  /** A UUID, in the card's challenge as its transaction. */
  readonly id: string;
  /** 32 octets, base64url; what the authenticator signs. */
  readonly passkeyChallenge: string;
  readonly userHandle: string;
  /** What makes the card's challenge fresh. */
  readonly challengeNonce: string;
  readonly expiresAt: number;
  /** Card proofs that were tried. */
  readonly attempts: number;
  /** Once the authenticator has made its key. */
  readonly passkey:
    | { readonly id: string; readonly publicKey: Uint8Array<ArrayBuffer>; readonly counter: number }
    | undefined;
}

export interface RegistrationRow {
  readonly id: string;
  readonly passkey_challenge: string;
  readonly user_handle: string;
  readonly challenge_nonce: string;
  readonly expires_at: number;
  readonly attempts: number;
  readonly passkey_id: string | null;
  readonly public_key: Uint8Array | null;
  readonly counter: number | null;
}

export const REGISTRATION_COLUMNS =
  'id, passkey_challenge, user_handle, challenge_nonce, expires_at, attempts, passkey_id, public_key, counter';

export function registrationOf(row: RegistrationRow): Registration {
  const { passkey_id: id, public_key: publicKey, counter } = row;
  const made = id !== null && publicKey !== null && counter !== null;
  return {
    id: row.id,
    passkeyChallenge: row.passkey_challenge,
    userHandle: row.user_handle,
    challengeNonce: row.challenge_nonce,
    expiresAt: row.expires_at,
    attempts: row.attempts,
    passkey: made ? { id, publicKey: new Uint8Array(publicKey), counter } : undefined,
  };
}
