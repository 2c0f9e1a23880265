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

/** Lists that stand in the table of before are made anew when they are asked for, above their number. */
export const CRL_CHANGES = [
  `CREATE TABLE authority_crl_number (
    issuer_key_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (issuer_key_id, scope)
  )`,
  `INSERT INTO authority_crl_number (issuer_key_id, scope, number)
   SELECT issuer_key_id, scope, number FROM authority_crl`,
  'DROP TABLE authority_crl',
  `CREATE TABLE authority_crl (
    issuer_key_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    number BIGINT NOT NULL,
    changes BIGINT NOT NULL,
    this_update BIGINT NOT NULL,
    next_update BIGINT NOT NULL,
    octets BIGINT NOT NULL,
    PRIMARY KEY (issuer_key_id, scope)
  )`,
  `CREATE TABLE authority_crl_part (
    issuer_key_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    number BIGINT NOT NULL,
    part BIGINT NOT NULL,
    content BYTES NOT NULL,
    PRIMARY KEY (issuer_key_id, scope, number, part)
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

/** The points of one issuer, by scope. */
export async function listCrlPoints(runner: StatementRunner, issuerKeyId: string): Promise<CrlPoint[]> {
  return runner.run<CrlPoint>(
    `SELECT issuer_key_id AS "issuerKeyId", scope, prefecture, city FROM authority_crl_point
     WHERE issuer_key_id = $1 ORDER BY scope`,
    [issuerKeyId],
  );
}

/**
 * Takes the next number of this issuer and scope. One statement, committed before anything is signed: of several
 * processes each gets its own, and one that was taken and never used stays a gap. Never below `least`, so that a
 * store that was restored from a copy goes on above what it gave away after the copy was made.
 */
export async function takeNumber(
  runner: StatementRunner,
  issuerKeyId: string,
  scope: string,
  least: number,
): Promise<number> {
  const [row] = await runner.run<{ number: number }>(
    `INSERT INTO authority_crl_number (issuer_key_id, scope, number) VALUES ($1, $2, $3)
     ON CONFLICT (issuer_key_id, scope) DO UPDATE SET number =
       CASE WHEN authority_crl_number.number >= excluded.number THEN authority_crl_number.number + 1
         ELSE excluded.number END
     RETURNING number`,
    [issuerKeyId, scope, least],
  );
  if (!row) throw new Error('a statement that always returns a row returned none');
  return row.number;
}

export async function findCrl(
  runner: StatementRunner,
  issuerKeyId: string,
  scope: string,
): Promise<StoredCrl | undefined> {
  const [row] = await runner.run<StoredCrl>(
    `SELECT issuer_key_id AS "issuerKeyId", scope, number, changes, this_update AS "thisUpdate",
       next_update AS "nextUpdate", octets
     FROM authority_crl WHERE issuer_key_id = $1 AND scope = $2`,
    [issuerKeyId, scope],
  );
  return row;
}

/**
 * Publishes a list in the place of the one that was seen before it was made; false when somebody else was quicker, or
 * when one of a higher number, or one that knows more, stands there: what verifiers see never goes back.
 */
export async function publishCrl(
  runner: StatementRunner,
  crl: StoredCrl,
  seen: StoredCrl | undefined,
): Promise<boolean> {
  const rows = await runner.run(
    `INSERT INTO authority_crl (issuer_key_id, scope, number, changes, this_update, next_update, octets)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (issuer_key_id, scope) DO UPDATE SET number = excluded.number, changes = excluded.changes,
       this_update = excluded.this_update, next_update = excluded.next_update, octets = excluded.octets
     WHERE authority_crl.number = $8 AND authority_crl.number < excluded.number
       AND authority_crl.changes <= excluded.changes
     RETURNING number`,
    [
      crl.issuerKeyId,
      crl.scope,
      crl.number,
      crl.changes,
      crl.thisUpdate,
      crl.nextUpdate,
      crl.octets,
      seen?.number ?? 0,
    ],
  );
  return rows.length === 1;
}

export type PartName = Pick<StoredCrl, 'issuerKeyId' | 'scope' | 'number'>;

export async function insertPart(
  runner: StatementRunner,
  { issuerKeyId, scope, number }: PartName,
  part: number,
  content: Uint8Array,
): Promise<void> {
  await runner.run(
    `INSERT INTO authority_crl_part (issuer_key_id, scope, number, part, content) VALUES ($1, $2, $3, $4, $5)`,
    [issuerKeyId, scope, number, part, content],
  );
}

export async function findPart(
  runner: StatementRunner,
  { issuerKeyId, scope, number }: PartName,
  part: number,
): Promise<Uint8Array | undefined> {
  const [row] = await runner.run<{ content: Uint8Array }>(
    `SELECT content FROM authority_crl_part
     WHERE issuer_key_id = $1 AND scope = $2 AND number = $3 AND part = $4`,
    [issuerKeyId, scope, number, part],
  );
  return row?.content;
}

/** Of lists with a lower number. */
export async function deleteParts(
  runner: StatementRunner,
  { issuerKeyId, scope, number }: PartName,
): Promise<void> {
  await runner.run('DELETE FROM authority_crl_part WHERE issuer_key_id = $1 AND scope = $2 AND number < $3', [
    issuerKeyId,
    scope,
    number,
  ]);
}
