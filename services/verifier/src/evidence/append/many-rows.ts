import type { SqlValue, StatementRunner } from '@kazasu/server/store';

/** Rows of one statement. Each number of rows is a text of its own that the engines keep prepared. */
const ROWS_AT_ONCE = 64;

export interface ManyRows {
  readonly table: string;
  readonly columns: readonly string[];
  /** What stands behind the values, such as ON CONFLICT and RETURNING; may use `extra`, numbered from $1. */
  readonly end?: string;
  readonly extra?: readonly SqlValue[];
}

/** Inserts rows by as few statements as may be; what the statements return, together. */
export async function insertRows<Row extends object>(
  within: StatementRunner,
  { table, columns, end = '', extra = [] }: ManyRows,
  rows: readonly (readonly SqlValue[])[],
): Promise<Row[]> {
  const returned: Row[] = [];
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const some = rows.slice(at, at + ROWS_AT_ONCE);
    const places = some.map((_, row) => placesOf(extra.length + row * columns.length, columns.length));
    const statement = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${places.join(', ')} ${end}`;
    returned.push(...(await within.run<Row>(statement, [...extra, ...some.flat()])));
  }
  return returned;
}

function placesOf(before: number, count: number): string {
  return `(${Array.from({ length: count }, (_, i) => `$${before + i + 1}`).join(', ')})`;
}
