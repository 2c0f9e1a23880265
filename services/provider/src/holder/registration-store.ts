/** Every step is one statement that looks at the time and at what was done before, so that of two who try it one gets a row back. */
import type { StatementRunner } from '@kazasu/server/store';
import {
  REGISTRATION_COLUMNS,
  type Registration,
  type RegistrationRow,
  registrationOf,
} from './registration-data.ts';

export const REGISTRATION_TABLES: readonly string[] = [
  `CREATE TABLE provider_holder_registration (
    token_hash TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    passkey_challenge TEXT NOT NULL,
    passkey_tried BIGINT NOT NULL,
    user_handle TEXT NOT NULL,
    challenge_nonce TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    passkey_id TEXT,
    public_key BYTES,
    counter BIGINT
  )`,
  'CREATE INDEX provider_holder_registration_expires ON provider_holder_registration (expires_at)',
];

export async function insertRegistration(
  store: StatementRunner,
  tokenHash: string,
  it: Omit<Registration, 'attempts' | 'passkey'>,
): Promise<void> {
  await store.run(
    `INSERT INTO provider_holder_registration
      (token_hash, id, passkey_challenge, passkey_tried, user_handle, challenge_nonce, expires_at, attempts)
     VALUES ($1, $2, $3, 0, $4, $5, $6, 0)`,
    [tokenHash, it.id, it.passkeyChallenge, it.userHandle, it.challengeNonce, it.expiresAt],
  );
}

/** Uses the authenticator's challenge up, before its answer is looked at. */
export function takePasskeyChallenge(store: StatementRunner, tokenHash: string, now: number) {
  return one(
    store,
    `UPDATE provider_holder_registration SET passkey_tried = 1
     WHERE token_hash = $1 AND passkey_tried = 0 AND expires_at > $2 RETURNING ${REGISTRATION_COLUMNS}`,
    [tokenHash, now],
  );
}

export async function keepMadePasskey(
  store: StatementRunner,
  tokenHash: string,
  passkey: NonNullable<Registration['passkey']>,
): Promise<void> {
  await store.run(
    `UPDATE provider_holder_registration SET passkey_id = $2, public_key = $3, counter = $4 WHERE token_hash = $1`,
    [tokenHash, passkey.id, passkey.publicKey, passkey.counter],
  );
}

/** Counts a card proof before it is looked at, so that parallel tries are all counted. */
export function countCardTry(store: StatementRunner, tokenHash: string, max: number, now: number) {
  return one(
    store,
    `UPDATE provider_holder_registration SET attempts = attempts + 1
     WHERE token_hash = $1 AND passkey_id IS NOT NULL AND attempts < $2 AND expires_at > $3
     RETURNING ${REGISTRATION_COLUMNS}`,
    [tokenHash, max, now],
  );
}

/** Ends it, with what it held. Of all that try to make an account of it, one gets it. */
export function takeRegistration(within: StatementRunner, tokenHash: string, now: number) {
  return one(
    within,
    `DELETE FROM provider_holder_registration WHERE token_hash = $1 AND expires_at > $2
     RETURNING ${REGISTRATION_COLUMNS}`,
    [tokenHash, now],
  );
}

export async function dropRegistration(store: StatementRunner, tokenHash: string): Promise<void> {
  await store.run('DELETE FROM provider_holder_registration WHERE token_hash = $1', [tokenHash]);
}

export function findRegistration(store: StatementRunner, tokenHash: string) {
  return one(
    store,
    `SELECT ${REGISTRATION_COLUMNS} FROM provider_holder_registration WHERE token_hash = $1`,
    [tokenHash],
  );
}

async function one(
  store: StatementRunner,
  statement: string,
  values: readonly (string | number)[],
): Promise<Registration | undefined> {
  const [row] = await store.run<RegistrationRow>(statement, values);
  return row === undefined ? undefined : registrationOf(row);
}
