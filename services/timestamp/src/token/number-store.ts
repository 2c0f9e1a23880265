import type { StatementRunner } from '@kazasu/server/store';

/** One row: `id` is always 1. */
export const NUMBER_TABLES = [
  `CREATE TABLE timestamp_number (
    id BIGINT NOT NULL PRIMARY KEY,
    tokens BIGINT NOT NULL,
    latest BIGINT NOT NULL
  )`,
  'INSERT INTO timestamp_number (id, tokens, latest) VALUES (1, 0, 0)',
];

export interface NumberRequest {
  /** The time that the token will say. */
  readonly at: number;
  /** How far before the latest time it may lie: clocks of several processes differ. */
  readonly tolerance: number;
  /** The number of the unit that will sign. */
  readonly unit: number;
}

/**
 * Takes the next number, if this time may still be given away and the unit is not revoked: one statement, so that any
 * number of processes get different ones, and one that dies leaves a gap, never a twin. Undefined: neither is taken.
 */
export async function takeNumber(
  runner: StatementRunner,
  { at, tolerance, unit }: NumberRequest,
): Promise<number | undefined> {
  const [row] = await runner.run<{ tokens: number }>(
    `UPDATE timestamp_number SET tokens = tokens + 1, latest = CASE WHEN latest < $1 THEN $1 ELSE latest END
     WHERE id = 1 AND latest <= $2
       AND NOT EXISTS (SELECT 1 FROM timestamp_unit WHERE number = $3 AND revoked_at IS NOT NULL)
     RETURNING tokens`,
    [at, at + tolerance, unit],
  );
  return row?.tokens;
}

/** The latest time that was given away. */
export async function readLatest(runner: StatementRunner): Promise<number> {
  const [row] = await runner.run<{ latest: number }>('SELECT latest FROM timestamp_number WHERE id = 1');
  return row?.latest ?? 0;
}
