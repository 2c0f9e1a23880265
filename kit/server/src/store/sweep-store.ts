/** What has had its time goes in small statements, by one node at a time. */
import { setImmediate as turn } from 'node:timers/promises';
import type { SqlValue, StatementRunner } from './store.ts';

/**
 * Rows of one statement. So few are locked for milliseconds, make no long transaction that keeps a vacuum from its work, and are no burden
 * on a standby or a distributed engine.
 */
export const SWEEP_ROWS = 500;

export interface Due {
  readonly table: string;
  /** The column of the primary key, or its columns with commas between. */
  readonly key: string;
  /** The condition, over an index; it must no longer hold for what was changed. */
  readonly due: string;
  readonly values: readonly SqlValue[];
  /** What stands behind SET; absent: the rows are deleted. */
  readonly set?: string;
}

/** Deletes or changes all that is due, and returns how much that was. Throws a StoreError. */
export async function sweepRows(store: StatementRunner, due: Due): Promise<number> {
  const text = sweepText(due);
  for (let all = 0; ; await turn()) {
    const rows = await store.run(text, due.values);
    all += rows.length;
    if (rows.length < SWEEP_ROWS) return all;
  }
}

/** The condition stands twice: a row that was given more time between the two is looked at again by the outer one. */
function sweepText({ table, key, due, set }: Due): string {
  const change = set === undefined ? `DELETE FROM ${table}` : `UPDATE ${table} SET ${set}`;
  return `${change} WHERE (${due}) AND (${key}) IN (SELECT ${key} FROM ${table} WHERE ${due} LIMIT ${SWEEP_ROWS}) RETURNING ${key}`;
}

/** Which node does what one alone should do, and until when; no lock of a connection, so that a node that dies blocks nobody for long. */
export const TURN_TABLE =
  'CREATE TABLE IF NOT EXISTS kazasu_turn (name TEXT PRIMARY KEY, until_at BIGINT NOT NULL)';

/** True for one of all nodes that ask before `until` (milliseconds since 1970). */
export async function takeTurn(
  store: StatementRunner,
  { name, now, until }: { readonly name: string; readonly now: number; readonly until: number },
): Promise<boolean> {
  const rows = await store.run(
    `INSERT INTO kazasu_turn (name, until_at) VALUES ($1, $3)
     ON CONFLICT (name) DO UPDATE SET until_at = excluded.until_at WHERE kazasu_turn.until_at <= $2 RETURNING name`,
    [name, now, until],
  );
  return rows.length === 1;
}
