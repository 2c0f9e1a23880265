import type { SqlValue, StatementRunner } from '@kazasu/server/store';
import type { SealedColumn } from './sealed-columns.ts';

/** One row: what its key is, and what is sealed. */
export interface Found {
  readonly key: readonly string[];
  readonly sealed: Uint8Array | string;
}

/** In the order of the key, behind `after`; rows with nothing in the column are passed over. */
export async function sealedPage(
  store: StatementRunner,
  { table, key, column }: SealedColumn,
  { after, limit }: { readonly after: readonly string[]; readonly limit: number },
): Promise<Found[]> {
  const names = key.join(', ');
  const marks = key.map((_, at) => `$${at + 1}`).join(', ');
  const rows = await store.run<Record<string, SqlValue>>(
    `SELECT ${names}, ${column} FROM ${table} WHERE (${names}) > (${marks}) AND ${column} IS NOT NULL
     ORDER BY ${names} LIMIT $${key.length + 1}`,
    [...after, limit],
  );
  return rows.map((row) => ({
    key: key.map((name) => String(row[name])),
    sealed: row[column] as Uint8Array | string,
  }));
}

/** False where the row is gone, or holds something else by now. */
export async function replaceSealed(
  store: StatementRunner,
  { table, key, column }: SealedColumn,
  { row, by }: { readonly row: Found; readonly by: Uint8Array },
): Promise<boolean> {
  const is = key.map((name, at) => `${name} = $${at + 1}`).join(' AND ');
  const count = key.length;
  const rows = await store.run(
    `UPDATE ${table} SET ${column} = $${count + 1} WHERE ${is} AND ${column} = $${count + 2} RETURNING ${key[0]}`,
    [...row.key, by, row.sealed],
  );
  return rows.length === 1;
}
