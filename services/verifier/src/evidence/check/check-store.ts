import type { StatementRunner } from '@kazasu/server/store';

/** A row of the log with everything that can be compared. */
export interface CheckRow {
  readonly leafIndex: number;
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  readonly entry: Uint8Array;
  readonly sealed: Uint8Array | null;
  readonly wrapped: Uint8Array | null;
  readonly erasedAt: number | null;
}

/** In order, from `first` until before `end`. */
export async function readCheckRows(
  runner: StatementRunner,
  first: number,
  end: number,
): Promise<CheckRow[]> {
  return runner.run<CheckRow>(
    `SELECT record.leaf_index AS "leafIndex", record.id, record.kind, record.at, record.entry, record.sealed,
       secret.wrapped, record.erased_at AS "erasedAt"
     FROM verifier_record AS record LEFT JOIN verifier_record_key AS secret ON secret.record_id = record.id
     WHERE record.leaf_index >= $1 AND record.leaf_index < $2 ORDER BY record.leaf_index`,
    [first, end],
  );
}

/** −1 where there is none. */
export async function lastLeafOf(runner: StatementRunner): Promise<number> {
  const [row] = await runner.run<{ last: number | null }>(
    'SELECT MAX(leaf_index) AS last FROM verifier_record',
  );
  return row?.last ?? -1;
}
