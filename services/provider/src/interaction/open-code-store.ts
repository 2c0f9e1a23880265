/** The one-time codes inside links and QR codes; only their hashes are kept. */
import { collectedStatement, type StatementRunner } from '@kazasu/server/store';
import type { OpenedBy } from './interaction-data.ts';

export const OPEN_CODE_TABLES: readonly string[] = [
  `CREATE TABLE provider_open_code (
    code_hash TEXT PRIMARY KEY,
    transaction_id TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    expires_at BIGINT NOT NULL
  )`,
  'CREATE INDEX provider_open_code_transaction ON provider_open_code (transaction_id)',
  'CREATE INDEX provider_open_code_expires ON provider_open_code (expires_at)',
];

export interface OpenCode {
  readonly codeHash: string;
  readonly transactionId: string;
  readonly openedBy: OpenedBy;
  readonly expiresAt: number;
}

const INSERT = collectedStatement({
  text: `INSERT INTO provider_open_code (code_hash, transaction_id, opened_by, expires_at)
    VALUES ($1, $2, $3, $4) RETURNING code_hash`,
  key: 'code_hash',
  types: ['TEXT', 'TEXT', 'TEXT', 'BIGINT'],
});

/**
 * Keeps of each way into a transaction this code and the one before it, which may still be on the screen; a page that
 * is loaded again and again must not fill the store.
 */
export async function insertOpenCode(store: StatementRunner, code: OpenCode): Promise<void> {
  await INSERT.run(store, [code.codeHash, code.transactionId, code.openedBy, code.expiresAt]);
  await store.run(
    `DELETE FROM provider_open_code
     WHERE transaction_id = $2 AND opened_by = $3 AND code_hash <> $1 AND code_hash NOT IN (
       SELECT code_hash FROM provider_open_code
       WHERE transaction_id = $2 AND opened_by = $3 AND code_hash <> $1
       ORDER BY expires_at DESC LIMIT 1)`,
    [code.codeHash, code.transactionId, code.openedBy],
  );
}

const TAKE = collectedStatement<OpenCodeRow>({
  text: `DELETE FROM provider_open_code WHERE code_hash = $1
    RETURNING code_hash, transaction_id, opened_by, expires_at`,
  key: 'code_hash',
  types: ['TEXT'],
});

interface OpenCodeRow {
  readonly transaction_id: string;
  readonly opened_by: OpenedBy;
  readonly expires_at: number;
}

/** Uses a code up: of all who bring it, one gets it. */
export async function takeOpenCode(store: StatementRunner, codeHash: string): Promise<OpenCode | undefined> {
  const row = await TAKE.run(store, [codeHash]);
  if (row === undefined) return undefined;
  return { codeHash, transactionId: row.transaction_id, openedBy: row.opened_by, expiresAt: row.expires_at };
}

/** Once a phone has opened the transaction, the other codes open nothing. */
export async function dropOpenCodes(store: StatementRunner, transactionId: string): Promise<void> {
  await store.run('DELETE FROM provider_open_code WHERE transaction_id = $1', [transactionId]);
}
