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
  const head = `INSERT INTO ${table} (${columns.join(', ')}) VALUES`;
  const returned: Row[] = [];
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const some = rows.slice(at, at + ROWS_AT_ONCE);
    const places = placesOf(some.length, columns.length, extra.length);
    returned.push(...(await within.run<Row>(`${head} ${places} ${end}`, [...extra, ...some.flat()])));
  }
  return returned;
}

/** By rows, columns and what is numbered before: long texts, and the same few in every transaction. */
const PLACES = new Map<number, string>();

function placesOf(rows: number, columns: number, before: number): string {
  const shape = (before * 100 + columns) * (ROWS_AT_ONCE + 1) + rows;
  const known = PLACES.get(shape);
  if (known !== undefined) return known;
  const places = Array.from({ length: rows }, (_, row) => {
    const first = before + row * columns + 1;
    return `(${Array.from({ length: columns }, (_, i) => `$${first + i}`).join(', ')})`;
  }).join(', ');
  PLACES.set(shape, places);
  return places;
}
