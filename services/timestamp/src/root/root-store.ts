import type { StatementRunner } from '@kazasu/server/store';
import type { RootRecord } from './root-data.ts';

/** One row: `id` is always 1. */
export const ROOT_TABLES = [
  `CREATE TABLE timestamp_root (
    id BIGINT NOT NULL PRIMARY KEY,
    certificate BYTES NOT NULL,
    not_before BIGINT NOT NULL,
    not_after BIGINT NOT NULL
  )`,
];

/** Does nothing where there is one: of several first starts at the same time one stores its own. */
export async function insertRoot(runner: StatementRunner, root: RootRecord): Promise<void> {
  await runner.run(
    `INSERT INTO timestamp_root (id, certificate, not_before, not_after) VALUES (1, $1, $2, $3)
     ON CONFLICT (id) DO NOTHING`,
    [root.certificate, root.notBefore, root.notAfter],
  );
}

export async function findRoot(runner: StatementRunner): Promise<RootRecord | undefined> {
  const [row] = await runner.run<RootRecord>(
    `SELECT certificate, not_before AS "notBefore", not_after AS "notAfter" FROM timestamp_root WHERE id = 1`,
  );
  return row;
}
