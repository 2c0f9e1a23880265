import type { StatementRunner } from '@kazasu/server/store';

/** Tickets that let somebody in, forms that were decided on, sessions that were left: each is good once, by its SHA-256. */
export const COUNTER_TABLES = [
  `CREATE TABLE authority_counter_used (
    hash TEXT NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
  )`,
  'CREATE INDEX authority_counter_used_expiry ON authority_counter_used (expires_at)',
  'CREATE INDEX authority_audit_resident ON authority_audit (resident_id, number)',
];

/** One statement decides who uses it: false when it was used already. */
export async function useOnce(runner: StatementRunner, hash: string, expiresAt: number): Promise<boolean> {
  const rows = await runner.run(
    `INSERT INTO authority_counter_used (hash, expires_at) VALUES ($1, $2)
     ON CONFLICT (hash) DO NOTHING RETURNING hash`,
    [hash, expiresAt],
  );
  return rows.length === 1;
}

export async function wasUsed(runner: StatementRunner, hash: string): Promise<boolean> {
  const rows = await runner.run('SELECT hash FROM authority_counter_used WHERE hash = $1', [hash]);
  return rows.length === 1;
}

/** What has run out is not honoured anyway. */
export async function forgetUsed(runner: StatementRunner, before: number): Promise<void> {
  await runner.run('DELETE FROM authority_counter_used WHERE expires_at < $1', [before]);
}
