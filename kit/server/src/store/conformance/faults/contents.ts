/** What a service has stored, and what became of it in between. */
import type { Store } from '../../store.ts';

/** By table, by primary key: the row. */
export type Contents = ReadonlyMap<string, ReadonlyMap<string, Readonly<Record<string, unknown>>>>;

/** What a request did, without what differs from one to the next: how many rows came, went and changed, and which columns of those. */
export type Change = Readonly<Record<string, string>>;

/** All tables whose name begins so. */
export async function contentsOf(store: Store, prefix: string): Promise<Contents> {
  const tables = await tablesOf(store, prefix);
  const contents = new Map<string, ReadonlyMap<string, Readonly<Record<string, unknown>>>>();
  for (const [table, keys] of tables) {
    const rows = await store.run<Readonly<Record<string, unknown>>>(`SELECT * FROM ${table}`);
    contents.set(table, new Map(rows.map((row) => [JSON.stringify(keys.map((key) => row[key])), row])));
  }
  return contents;
}

/** Tables that did not change are not in it. */
export function changeBetween(before: Contents, after: Contents, aside: readonly string[] = []): Change {
  const change: Record<string, string> = {};
  for (const [table, rows] of after) {
    const earlier = before.get(table) ?? new Map<string, never>();
    const came = [...rows.keys()].filter((key) => !earlier.has(key)).length;
    const went = [...earlier.keys()].filter((key) => !rows.has(key)).length;
    const columns = changedColumns(earlier, rows);
    if (came + went + columns.length > 0 && !aside.includes(table))
      change[table] = `+${came} -${went} ${columns.join(' ')}`;
  }
  return change;
}

function changedColumns(
  before: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
  after: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): string[] {
  const columns = new Set<string>();
  for (const [key, row] of after) {
    const earlier = before.get(key) ?? row;
    for (const [column, value] of Object.entries(row))
      if (!isSame(value, earlier[column])) columns.add(column);
  }
  return [...columns].sort();
}

function isSame(one: unknown, other: unknown): boolean {
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other) === 0;
  return one === other;
}

/** Each table with the columns of its primary key. */
async function tablesOf(store: Store, prefix: string): Promise<Map<string, string[]>> {
  const rows = await store.run<{ table_name: string; column_name: string }>(
    store.engine === 'postgres' ? POSTGRES_KEYS : SQLITE_KEYS,
    [`${prefix}_`],
  );
  const tables = new Map<string, string[]>();
  for (const { table_name: table, column_name: column } of rows)
    tables.set(table, [...(tables.get(table) ?? []), column]);
  if (tables.size === 0) throw new Error(`no table ${prefix}_…`);
  return tables;
}

const POSTGRES_KEYS = `SELECT k.table_name, k.column_name FROM information_schema.table_constraints c
  JOIN information_schema.key_column_usage k
    ON k.constraint_name = c.constraint_name AND k.table_name = c.table_name AND k.table_schema = c.table_schema
  WHERE c.constraint_type = 'PRIMARY KEY' AND c.table_schema = 'public' AND starts_with(c.table_name, $1)
  ORDER BY k.table_name, k.ordinal_position`;
const SQLITE_KEYS = `SELECT m.name AS table_name, p.name AS column_name FROM sqlite_master m, pragma_table_info(m.name) p
  WHERE m.type = 'table' AND p.pk > 0 AND substr(m.name, 1, length($1)) = $1 ORDER BY m.name, p.pk`;
