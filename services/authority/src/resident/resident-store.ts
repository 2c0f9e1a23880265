import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { seal, unseal } from '@kazasu/server/keys';
import type { StatementRunner } from '@kazasu/server/store';
import * as v from 'valibot';
import { ResidentRecord } from '../api.ts';
import type { KeyObject } from '../crypto.ts';

/** A record is sealed: whoever reads the database alone learns nobody's name, address or My Number. */
export const RESIDENT_TABLES = [
  `CREATE TABLE authority_resident (
    resident_id TEXT NOT NULL PRIMARY KEY,
    record BYTES NOT NULL,
    registered_at BIGINT NOT NULL
  )`,
];

/** False when the resident is registered already. */
export async function insertResident(
  runner: StatementRunner,
  key: KeyObject,
  record: ResidentRecord,
  registeredAt: number,
): Promise<boolean> {
  const sealed = seal(key, toUtf8(JSON.stringify(record)), context(record.residentId));
  const rows = await runner.run(
    `INSERT INTO authority_resident (resident_id, record, registered_at) VALUES ($1, $2, $3)
     ON CONFLICT (resident_id) DO NOTHING RETURNING resident_id`,
    [record.residentId, sealed, registeredAt],
  );
  return rows.length === 1;
}

export async function findResident(
  runner: StatementRunner,
  key: KeyObject,
  residentId: string,
): Promise<ResidentRecord | undefined> {
  const [row] = await runner.run<{ record: Uint8Array }>(
    'SELECT record FROM authority_resident WHERE resident_id = $1',
    [residentId],
  );
  if (!row) return undefined;
  return v.parse(ResidentRecord, JSON.parse(fromUtf8(unseal(key, row.record, context(residentId)))));
}

function context(residentId: string): string {
  return `authority resident ${residentId}`;
}
