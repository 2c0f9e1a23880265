/**
 * Every step is one statement that names the state it leaves and looks at the time, so that of all who try the same step one gets a
 * row back. Whoever ends a transaction takes what it held with it; the row stays for a while to say how it ended.
 */
import type { VersionedKey } from '@kazasu/server/keys';
import { collectedStatement, type StatementRunner, sweepRows } from '@kazasu/server/store';
import { sealDocuments } from './sealed.ts';
import type { SignState } from './sign-transaction.ts';
import {
  SIGN_COLUMNS,
  type SignTransaction,
  type SignTransactionRow,
  signTransactionOf,
} from './sign-transaction-data.ts';

export const SIGN_TABLES: readonly string[] = [
  `CREATE TABLE provider_sign_transaction (
    id TEXT PRIMARY KEY,
    client_id TEXT NOT NULL,
    state TEXT NOT NULL,
    interaction_id TEXT UNIQUE,
    documents BYTES,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    result BYTES
  )`,
  'CREATE INDEX provider_sign_transaction_client ON provider_sign_transaction (client_id, state, expires_at)',
  'CREATE INDEX provider_sign_transaction_expires ON provider_sign_transaction (expires_at)',
];

const UNSIGNED = `state IN ('created', 'begun', 'proved')`;

/** A store with the key that seals what stands in it. */
export interface SignStore {
  readonly store: StatementRunner;
  readonly keys: { readonly items: VersionedKey };
}

/**
 * Keeps it, and then ends the client's oldest that nobody has begun, so that `openMax` are left. A row is written before its writer
 * counts: of any number of writers at once the last sees them all.
 */
export async function insertSignTransaction(
  { store, keys }: SignStore,
  it: Pick<SignTransaction, 'id' | 'clientId' | 'documents' | 'createdAt' | 'expiresAt'>,
  openMax: number,
): Promise<void> {
  await store.run(
    `INSERT INTO provider_sign_transaction (id, client_id, state, documents, created_at, expires_at)
     VALUES ($1, $2, 'created', $3, $4, $5)`,
    [it.id, it.clientId, sealDocuments(keys.items, it.id, it.documents), it.createdAt, it.expiresAt],
  );
  const [last] = await store.run<{ id: string; expires_at: number }>(
    `SELECT id, expires_at FROM provider_sign_transaction
     WHERE client_id = $1 AND state = 'created' AND expires_at > $2
     ORDER BY expires_at DESC, id DESC LIMIT 1 OFFSET $3`,
    [it.clientId, it.createdAt, openMax],
  );
  if (last !== undefined) await endOpen(store, it, last);
}

/** The last that is too many, and all that are older. The state is looked at again row by row: what has just been begun stays. */
async function endOpen(
  store: StatementRunner,
  { clientId, createdAt }: Pick<SignTransaction, 'clientId' | 'createdAt'>,
  last: { readonly id: string; readonly expires_at: number },
): Promise<void> {
  await store.run(
    `DELETE FROM provider_sign_transaction
     WHERE client_id = $1 AND state = 'created' AND expires_at > $2
       AND expires_at <= $3 AND (expires_at < $3 OR id <= $4)`,
    [clientId, createdAt, last.expires_at, last.id],
  );
}

/** One that an authorization of this client could still take. Reading decides nothing: only taking does. */
export async function isOpen(
  { store }: Pick<SignStore, 'store'>,
  id: string,
  clientId: string,
  now: number,
): Promise<boolean> {
  const rows = await store.run(
    `SELECT id FROM provider_sign_transaction
     WHERE id = $1 AND client_id = $2 AND state = 'created' AND expires_at > $3`,
    [id, clientId, now],
  );
  return rows.length === 1;
}

const TAKE = collectedStatement({
  text: `UPDATE provider_sign_transaction SET state = 'begun', interaction_id = $3, expires_at = $5
     WHERE id = $1 AND client_id = $2 AND state = 'created' AND expires_at > $4 RETURNING id`,
  key: 'id',
  types: ['TEXT', 'TEXT', 'TEXT', 'BIGINT', 'BIGINT'],
});

/** created → begun, for one interaction of its own client: of all that try, one gets it. */
export async function takeSignTransaction(
  store: StatementRunner,
  by: { readonly id: string; readonly clientId: string; readonly interactionId: string },
  { now, expiresAt }: { readonly now: number; readonly expiresAt: number },
): Promise<boolean> {
  return (await TAKE.run(store, [by.id, by.clientId, by.interactionId, now, expiresAt])) !== undefined;
}

/** More time for what is not signed yet, with the interaction that signs it. */
export async function extendSignTransaction(
  store: StatementRunner,
  interactionId: string,
  expiresAt: number,
  now: number,
): Promise<void> {
  await store.run(
    `UPDATE provider_sign_transaction SET expires_at = $2
     WHERE interaction_id = $1 AND ${UNSIGNED} AND expires_at > $3`,
    [interactionId, expiresAt, now],
  );
}

const KEEP_RESULT = collectedStatement({
  text: `UPDATE provider_sign_transaction SET state = 'proved', result = $2
     WHERE interaction_id = $1 AND state = 'begun' AND expires_at > $3 RETURNING interaction_id`,
  key: 'interaction_id',
  types: ['TEXT', 'BYTES', 'BIGINT'],
});

/** begun → proved, with the sealed result, which nobody may fetch yet. */
export async function keepResult(
  store: StatementRunner,
  interactionId: string,
  result: Uint8Array,
  now: number,
): Promise<boolean> {
  return (await KEEP_RESULT.run(store, [interactionId, result, now])) !== undefined;
}

const RELEASE_RESULT = collectedStatement({
  text: `UPDATE provider_sign_transaction SET state = 'signed', documents = NULL, expires_at = $3
     WHERE interaction_id = $1 AND state = 'proved' AND expires_at > $2 RETURNING interaction_id`,
  key: 'interaction_id',
  types: ['TEXT', 'BIGINT', 'BIGINT'],
});

/** proved → signed: from now on the session may fetch the result, until `expiresAt`. */
export async function releaseResult(
  store: StatementRunner,
  interactionId: string,
  { now, expiresAt }: { readonly now: number; readonly expiresAt: number },
): Promise<boolean> {
  return (await RELEASE_RESULT.run(store, [interactionId, now, expiresAt])) !== undefined;
}

/** What the interaction's end without a signature is for the transaction. */
export type SignEnd = Extract<SignState, 'declined' | 'failed' | 'expired'>;

/** Any state before `signed` → its end, with nothing left to fetch. */
export async function endSignTransaction(
  store: StatementRunner,
  interactionId: string,
  end: SignEnd,
): Promise<void> {
  await store.run(
    `UPDATE provider_sign_transaction SET state = $2, documents = NULL, result = NULL
     WHERE interaction_id = $1 AND ${UNSIGNED}`,
    [interactionId, end],
  );
}

const FIND = collectedStatement<SignTransactionRow>({
  text: `SELECT ${SIGN_COLUMNS} FROM provider_sign_transaction WHERE id = $1 AND client_id = $2`,
  key: 'id',
  types: ['TEXT', 'TEXT'],
});

export async function findSignTransaction(
  { store, keys }: SignStore,
  id: string,
  clientId: string,
): Promise<SignTransaction | undefined> {
  const row = await FIND.run(store, [id, clientId]);
  return row && signTransactionOf(row, keys.items);
}

const FIND_BY_INTERACTION = collectedStatement<SignTransactionRow>({
  text: `SELECT interaction_id, ${SIGN_COLUMNS} FROM provider_sign_transaction WHERE interaction_id = $1`,
  key: 'interaction_id',
  types: ['TEXT'],
});

export async function findByInteraction(
  { store, keys }: SignStore,
  interactionId: string,
): Promise<SignTransaction | undefined> {
  const row = await FIND_BY_INTERACTION.run(store, [interactionId]);
  return row && signTransactionOf(row, keys.items);
}

/** With their client: whoever registers the id again finds nothing. */
export async function deleteSignTransactionsOf(within: StatementRunner, clientId: string): Promise<void> {
  await within.run('DELETE FROM provider_sign_transaction WHERE client_id = $1', [clientId]);
}

/** How long it can still be said how one ended. */
const TOLD_MS = 24 * 3_600_000;

/** Whatever has had its time loses what it held, and the row itself goes a day later. */
export async function sweepSignTransactions(store: StatementRunner, now: number): Promise<void> {
  const rows = { table: 'provider_sign_transaction', key: 'id' };
  await sweepRows(store, {
    ...rows,
    set: `state = CASE WHEN state = 'signed' THEN 'gone' ELSE 'expired' END, documents = NULL, result = NULL`,
    due: `expires_at <= $1 AND (${UNSIGNED} OR state = 'signed')`,
    values: [now],
  });
  await sweepRows(store, { ...rows, due: 'expires_at <= $1', values: [now - TOLD_MS] });
}
