import type { StatementRunner } from '@kazasu/server/store';
import type { CrlPoint, StoredCrl } from './crl-data.ts';

export const CRL_TABLES = [
  `CREATE TABLE authority_crl_point (
    issuer_key_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    prefecture TEXT NOT NULL,
    city TEXT NOT NULL,
    PRIMARY KEY (issuer_key_id, scope)
  )`,
  `CREATE TABLE authority_crl (
    issuer_key_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    number BIGINT NOT NULL,
    changes BIGINT NOT NULL,
    this_update BIGINT NOT NULL,
    next_update BIGINT NOT NULL,
    list BYTES NOT NULL,
    PRIMARY KEY (issuer_key_id, scope)
  )`,
];

export async function insertCrlPoint(runner: StatementRunner, point: CrlPoint): Promise<void> {
  await runner.run(
    `INSERT INTO authority_crl_point (issuer_key_id, scope, prefecture, city) VALUES ($1, $2, $3, $4)
     ON CONFLICT (issuer_key_id, scope) DO NOTHING`,
    [point.issuerKeyId, point.scope, point.prefecture, point.city],
  );
}

export async function findCrlPoint(
  runner: StatementRunner,
  issuerKeyId: string,
  scope: string,
): Promise<CrlPoint | undefined> {
  const [row] = await runner.run<CrlPoint>(
    `SELECT issuer_key_id AS "issuerKeyId", scope, prefecture, city FROM authority_crl_point
     WHERE issuer_key_id = $1 AND scope = $2`,
    [issuerKeyId, scope],
  );
  return row;
}

export async function findCrl(
  runner: StatementRunner,
  issuerKeyId: string,
  scope: string,
): Promise<StoredCrl | undefined> {
  const [row] = await runner.run<StoredCrl>(
    `SELECT issuer_key_id AS "issuerKeyId", scope, number, changes, this_update AS "thisUpdate",
       next_update AS "nextUpdate", list
     FROM authority_crl WHERE issuer_key_id = $1 AND scope = $2`,
    [issuerKeyId, scope],
  );
  return row;
}

/** Stores a list in the place of the one numbered one lower; false when another process was quicker. */
export async function replaceCrl(runner: StatementRunner, crl: StoredCrl): Promise<boolean> {
  const rows = await runner.run(
    `INSERT INTO authority_crl (issuer_key_id, scope, number, changes, this_update, next_update, list)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (issuer_key_id, scope) DO UPDATE SET number = excluded.number, changes = excluded.changes,
       this_update = excluded.this_update, next_update = excluded.next_update, list = excluded.list
     WHERE authority_crl.number = excluded.number - 1
     RETURNING number`,
    [crl.issuerKeyId, crl.scope, crl.number, crl.changes, crl.thisUpdate, crl.nextUpdate, crl.list],
  );
  return rows.length === 1;
}
