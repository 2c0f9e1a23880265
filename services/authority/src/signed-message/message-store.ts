import type { StatementRunner } from '@kazasu/server/store';

/** Messages that were honoured, by the SHA-256 (hex) of their statement, as long as they would still be young. */
export const MESSAGE_TABLES = [
  `CREATE TABLE authority_message (
    hash TEXT NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
  )`,
  'CREATE INDEX authority_message_expiry ON authority_message (expires_at)',
];

/** One statement decides who uses a message: false when it was used already. */
export async function useMessage(runner: StatementRunner, hash: string, expiresAt: number): Promise<boolean> {
  const rows = await runner.run(
    `INSERT INTO authority_message (hash, expires_at) VALUES ($1, $2)
     ON CONFLICT (hash) DO NOTHING RETURNING hash`,
    [hash, expiresAt],
  );
  return rows.length === 1;
}

/** What is too old to be honoured need not be remembered. */
export async function forgetMessages(runner: StatementRunner, before: number): Promise<void> {
  await runner.run('DELETE FROM authority_message WHERE expires_at < $1', [before]);
}
