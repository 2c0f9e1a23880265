import type { StatementRunner } from '@kazasu/server/store';
import type { CaRecord } from './ca-data.ts';

export const CA_TABLES = [
  `CREATE TABLE authority_ca (
    role TEXT NOT NULL,
    generation BIGINT NOT NULL,
    organisation TEXT NOT NULL,
    key_id TEXT NOT NULL UNIQUE,
    serial TEXT NOT NULL,
    certificate BYTES NOT NULL,
    not_before BIGINT NOT NULL,
    not_after BIGINT NOT NULL,
    changes BIGINT NOT NULL,
    PRIMARY KEY (role, generation)
  )`,
];

/**
 * Does nothing when this generation is stored already. Without naming the conflict: a second first start has the same
 * keys, and PostgreSQL may notice the key identifier before the generation. False when it was stored before.
 */
export async function insertCa(runner: StatementRunner, ca: CaRecord): Promise<boolean> {
  const rows = await runner.run(
    `INSERT INTO authority_ca
       (role, generation, organisation, key_id, serial, certificate, not_before, not_after, changes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0) ON CONFLICT DO NOTHING RETURNING key_id`,
    [ca.role, ca.generation, ca.organisation, ca.keyId, ca.serial, ca.certificate, ca.notBefore, ca.notAfter],
  );
  return rows.length === 1;
}

export async function listCas(runner: StatementRunner): Promise<CaRecord[]> {
  return runner.run<CaRecord>(
    `SELECT role, generation, organisation, key_id AS "keyId", serial, certificate, not_before AS "notBefore",
       not_after AS "notAfter"
     FROM authority_ca ORDER BY role, generation`,
  );
}

/** Says that what this generation has revoked is no longer what a list may have been made from. */
export async function countChanges(runner: StatementRunner, keyIds: Iterable<string>): Promise<void> {
  // In one order for everybody, so that two transactions cannot wait for each other.
  for (const keyId of [...new Set(keyIds)].sort()) {
    await runner.run('UPDATE authority_ca SET changes = changes + 1 WHERE key_id = $1', [keyId]);
  }
}

export async function readChanges(runner: StatementRunner, keyId: string): Promise<number> {
  const [row] = await runner.run<{ changes: number }>('SELECT changes FROM authority_ca WHERE key_id = $1', [
    keyId,
  ]);
  return row?.changes ?? 0;
}
