import type { StatementRunner } from '@kazasu/server/store';
import type { CrlRecord } from './crl-data.ts';

/** One row each: `id` is always 1. */
export const CRL_TABLES = [
  `CREATE TABLE timestamp_crl_number (
    id BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL
  )`,
  'INSERT INTO timestamp_crl_number (id, number) VALUES (1, 0)',
  `CREATE TABLE timestamp_crl (
    id BIGINT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL,
    list BYTES NOT NULL,
    this_update BIGINT NOT NULL,
    next_update BIGINT NOT NULL,
    revoked BIGINT NOT NULL
  )`,
];

/** Never below the seconds since 1970, so that a store restored from a copy goes on above what was given away. */
export async function takeCrlNumber(runner: StatementRunner, now: number): Promise<number> {
  const [row] = await runner.run<{ number: number }>(
    `UPDATE timestamp_crl_number SET number = CASE WHEN number < $1 THEN $1 ELSE number + 1 END
     WHERE id = 1 RETURNING number`,
    [Math.floor(now / 1000)],
  );
  if (row === undefined) throw new Error('the row of list numbers is missing');
  return row.number;
}

export async function findCrl(runner: StatementRunner): Promise<CrlRecord | undefined> {
  const [row] = await runner.run<CrlRecord>(
    `SELECT number, list, this_update AS "thisUpdate", next_update AS "nextUpdate", revoked
     FROM timestamp_crl WHERE id = 1`,
  );
  return row;
}

/** The one with the higher number, and no fewer units, stays. */
export async function storeCrl(runner: StatementRunner, crl: CrlRecord): Promise<void> {
  await runner.run(
    `INSERT INTO timestamp_crl (id, number, list, this_update, next_update, revoked) VALUES (1, $1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET number = excluded.number, list = excluded.list,
       this_update = excluded.this_update, next_update = excluded.next_update, revoked = excluded.revoked
     WHERE timestamp_crl.number < excluded.number AND timestamp_crl.revoked <= excluded.revoked`,
    [crl.number, crl.list, crl.thisUpdate, crl.nextUpdate, crl.revoked],
  );
}
