import type { ReasonName } from '@kazasu/pki/issue';
import type { StatementRunner } from '@kazasu/server/store';
import type { UnitRecord } from './unit-data.ts';

export const UNIT_TABLES = [
  `CREATE TABLE timestamp_unit (
    number BIGINT NOT NULL PRIMARY KEY,
    certificate BYTES NOT NULL,
    not_before BIGINT NOT NULL,
    sign_until BIGINT NOT NULL,
    not_after BIGINT NOT NULL,
    revoked_at BIGINT,
    reason TEXT
  )`,
];

const COLUMNS = `number, certificate, not_before AS "notBefore", sign_until AS "signUntil", not_after AS "notAfter",
       revoked_at AS "revokedAt", reason`;

export async function findNewestUnit(runner: StatementRunner): Promise<UnitRecord | undefined> {
  const [row] = await runner.run<UnitRecord>(
    `SELECT ${COLUMNS} FROM timestamp_unit ORDER BY number DESC LIMIT 1`,
  );
  return row;
}

/** Does nothing where there is one of this number: of several that follow a unit at the same time one stores its own. */
export async function insertUnit(runner: StatementRunner, unit: UnitRecord): Promise<void> {
  await runner.run(
    `INSERT INTO timestamp_unit (number, certificate, not_before, sign_until, not_after)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (number) DO NOTHING`,
    [unit.number, unit.certificate, unit.notBefore, unit.signUntil, unit.notAfter],
  );
}

/** Once, and for good. False where there is no such unit, or it was revoked before. */
export async function revokeUnit(
  runner: StatementRunner,
  { number, reason, at }: { readonly number: number; readonly reason: ReasonName; readonly at: number },
): Promise<boolean> {
  const rows = await runner.run(
    `UPDATE timestamp_unit SET revoked_at = $1, reason = $2 WHERE number = $3 AND revoked_at IS NULL
     RETURNING number`,
    [at, reason, number],
  );
  return rows.length === 1;
}

/** Units that a list made at this time names: revoked, and not run out. */
export async function listRevokedUnits(runner: StatementRunner): Promise<UnitRecord[]> {
  return runner.run<UnitRecord>(
    `SELECT ${COLUMNS} FROM timestamp_unit WHERE revoked_at IS NOT NULL ORDER BY number`,
  );
}
