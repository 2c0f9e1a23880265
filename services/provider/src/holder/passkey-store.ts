import type { StatementRunner } from '@kazasu/server/store';
import { PASSKEY_COLUMNS, type Passkey, type PasskeyRow, passkeyOf } from './passkey-data.ts';

export const PASSKEY_TABLES: readonly string[] = [
  `CREATE TABLE provider_passkey (
    id TEXT PRIMARY KEY,
    holder_id TEXT NOT NULL,
    public_key BYTES NOT NULL,
    counter BIGINT NOT NULL,
    user_handle TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
  )`,
  'CREATE INDEX provider_passkey_holder ON provider_passkey (holder_id)',
];

/** False where a passkey with this id is there already, whoever's it is. */
export async function insertPasskey(
  within: StatementRunner,
  passkey: Omit<Passkey, 'lastUsedAt'>,
): Promise<boolean> {
  const rows = await within.run(
    `INSERT INTO provider_passkey (id, holder_id, public_key, counter, user_handle, created_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [passkey.id, passkey.holderId, passkey.publicKey, passkey.counter, passkey.userHandle, passkey.createdAt],
  );
  return rows.length === 1;
}

export async function findPasskey(store: StatementRunner, id: string): Promise<Passkey | undefined> {
  const [row] = await store.run<PasskeyRow>(`SELECT ${PASSKEY_COLUMNS} FROM provider_passkey WHERE id = $1`, [
    id,
  ]);
  return row === undefined ? undefined : passkeyOf(row);
}

/** Newest first. */
export async function passkeysOf(store: StatementRunner, holderId: string): Promise<Passkey[]> {
  const rows = await store.run<PasskeyRow>(
    `SELECT ${PASSKEY_COLUMNS} FROM provider_passkey WHERE holder_id = $1 ORDER BY created_at DESC, id`,
    [holderId],
  );
  return rows.map(passkeyOf);
}

/**
 * Takes the counter forward. False where the passkey is gone, or where another use has taken the counter as far meanwhile: then one
 * of the two came from a copy.
 */
export async function advancePasskey(
  within: StatementRunner,
  { id, counter, now }: { readonly id: string; readonly counter: number; readonly now: number },
): Promise<boolean> {
  const rows = await within.run(
    `UPDATE provider_passkey SET counter = $2, last_used_at = $3
     WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0)) RETURNING id`,
    [id, counter, now],
  );
  return rows.length === 1;
}

/** Within the holder's lock; with its sessions. */
export async function deletePasskey(within: StatementRunner, holderId: string, id: string): Promise<void> {
  await within.run('DELETE FROM provider_passkey WHERE id = $1 AND holder_id = $2', [id, holderId]);
  await within.run('DELETE FROM provider_holder_session WHERE passkey_id = $1 AND holder_id = $2', [
    id,
    holderId,
  ]);
}
