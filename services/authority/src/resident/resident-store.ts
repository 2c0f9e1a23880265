import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { seal, unseal } from '@kazasu/server/keys';
import type { StatementRunner } from '@kazasu/server/store';
import * as v from 'valibot';
import { ResidentRecord, type ResidentStatus } from '../api.ts';
import type { KeyObject } from '../crypto.ts';

/** A record is sealed: whoever reads the database alone learns nobody's name, address or My Number. */
export const RESIDENT_TABLES = [
  `CREATE TABLE authority_resident (
    resident_id TEXT NOT NULL PRIMARY KEY,
    record BYTES NOT NULL,
    registered_at BIGINT NOT NULL
  )`,
];

/** Who has left or died stays in the register. Every event takes the next revision: one at a time for each resident. */
export const RESIDENT_CHANGES = [
  `ALTER TABLE authority_resident ADD COLUMN status TEXT NOT NULL DEFAULT 'resident'`,
  'ALTER TABLE authority_resident ADD COLUMN revision BIGINT NOT NULL DEFAULT 0',
];

/** False when the resident is registered already. */
export async function insertResident(
  runner: StatementRunner,
  key: KeyObject,
  record: ResidentRecord,
  registeredAt: number,
): Promise<boolean> {
  const sealed = sealedRecord(key, record);
  const rows = await runner.run(
    `INSERT INTO authority_resident (resident_id, record, registered_at) VALUES ($1, $2, $3)
     ON CONFLICT (resident_id) DO NOTHING RETURNING resident_id`,
    [record.residentId, sealed, registeredAt],
  );
  return rows.length === 1;
}

export interface ResidentRow {
  readonly record: ResidentRecord;
  readonly status: ResidentStatus;
}

interface StoredRow {
  readonly record: Uint8Array;
  readonly status: ResidentStatus;
}

export async function findResident(
  runner: StatementRunner,
  key: KeyObject,
  residentId: string,
): Promise<ResidentRow | undefined> {
  const [row] = await runner.run<StoredRow>(
    'SELECT record, status FROM authority_resident WHERE resident_id = $1',
    [residentId],
  );
  return row && opened(key, residentId, row);
}

/** As {@link findResident}; until the transaction ends no other one can do the same for this resident. */
export async function lockResident(
  runner: StatementRunner,
  key: KeyObject,
  residentId: string,
): Promise<ResidentRow | undefined> {
  const [row] = await runner.run<StoredRow>(
    `UPDATE authority_resident SET revision = revision + 1 WHERE resident_id = $1 RETURNING record, status`,
    [residentId],
  );
  return row && opened(key, residentId, row);
}

export async function replaceRecord(
  runner: StatementRunner,
  key: KeyObject,
  record: ResidentRecord,
): Promise<void> {
  await runner.run('UPDATE authority_resident SET record = $2 WHERE resident_id = $1', [
    record.residentId,
    sealedRecord(key, record),
  ]);
}

export async function setStatus(
  runner: StatementRunner,
  residentId: string,
  status: ResidentStatus,
): Promise<void> {
  await runner.run('UPDATE authority_resident SET status = $2 WHERE resident_id = $1', [residentId, status]);
}

/** By identifier, from the one behind `after`. */
export async function listResidents(
  runner: StatementRunner,
  after: string,
  limit: number,
): Promise<{ residentId: string; status: ResidentStatus }[]> {
  return runner.run(
    `SELECT resident_id AS "residentId", status FROM authority_resident
     WHERE resident_id > $1 ORDER BY resident_id LIMIT $2`,
    [after, limit],
  );
}

function opened(key: KeyObject, residentId: string, { record, status }: StoredRow): ResidentRow {
  const text = fromUtf8(unseal(key, record, context(residentId)));
  return { record: v.parse(ResidentRecord, JSON.parse(text)), status };
}

function sealedRecord(key: KeyObject, record: ResidentRecord): Uint8Array {
  return seal(key, toUtf8(JSON.stringify(record)), context(record.residentId));
}

function context(residentId: string): string {
  return `authority resident ${residentId}`;
}
