import type { StatementRunner } from '@kazasu/server/store';
import { OPERATOR_ID } from '../../api/admin.ts';
import { type OperatorRow, operatorOf, type PlatformOperator } from './operator-data.ts';

export const OPERATOR_TABLES: readonly string[] = [
  `CREATE TABLE provider_platform_operator (
    operator_id TEXT PRIMARY KEY,
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL
  )`,
];

const COLUMNS = 'operator_id, document, created_at';

/** False where the id is taken. */
export async function insertOperator(store: StatementRunner, operator: PlatformOperator): Promise<boolean> {
  const { operatorId, createdAt, ...document } = operator;
  const rows = await store.run(
    `INSERT INTO provider_platform_operator (operator_id, document, created_at) VALUES ($1, $2, $3)
    ON CONFLICT (operator_id) DO NOTHING RETURNING operator_id`,
    [operatorId, JSON.stringify(document), createdAt],
  );
  return rows.length === 1;
}

/** Puts a registration in the place of an older one, whose age stays; undefined where there was none. */
export async function replaceOperator(
  store: StatementRunner,
  operator: PlatformOperator,
): Promise<PlatformOperator | undefined> {
  const { operatorId, createdAt: _now, ...document } = operator;
  const [row] = await store.run<OperatorRow>(
    `UPDATE provider_platform_operator SET document = $2 WHERE operator_id = $1 RETURNING ${COLUMNS}`,
    [operatorId, JSON.stringify(document)],
  );
  return row === undefined ? undefined : operatorOf(row);
}

export async function findOperator(
  store: StatementRunner,
  operatorId: string,
): Promise<PlatformOperator | undefined> {
  // Anything else from outside never reaches the database.
  if (!OPERATOR_ID.test(operatorId)) return undefined;
  const [row] = await store.run<OperatorRow>(
    `SELECT ${COLUMNS} FROM provider_platform_operator WHERE operator_id = $1`,
    [operatorId],
  );
  return row === undefined ? undefined : operatorOf(row);
}

export async function listOperators(store: StatementRunner): Promise<PlatformOperator[]> {
  const rows = await store.run<OperatorRow>(
    `SELECT ${COLUMNS} FROM provider_platform_operator ORDER BY operator_id`,
  );
  return rows.map(operatorOf);
}

/** False where there was none. */
export async function deleteOperator(store: StatementRunner, operatorId: string): Promise<boolean> {
  if (!OPERATOR_ID.test(operatorId)) return false;
  const rows = await store.run(
    'DELETE FROM provider_platform_operator WHERE operator_id = $1 RETURNING operator_id',
    [operatorId],
  );
  return rows.length === 1;
}
