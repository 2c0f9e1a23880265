import type { SqlValue, StatementRunner } from '../store/index.ts';
import { type ChainEnd, chainHash, NO_HASH } from './chain.ts';

/** How one service stores the entries of its chain: a row each in `table`, and one row of the head in `<table>_head`. */
export interface ChainForm<Entry extends ChainEnd> {
  readonly table: string;
  /** The column of each member beside `number` and `hash`, in the order in which they are hashed. */
  readonly columns: { readonly [Member in Exclude<keyof Entry, keyof ChainEnd> & string]: string };
  /** What is stored in place of a member that is neither text nor integer. */
  readonly write: (body: Omit<Entry, keyof ChainEnd>) => Readonly<Record<string, SqlValue>>;
  /** The entry in a row; what cannot be read becomes something whose hash does not fit. */
  readonly read: (row: Readonly<Record<string, SqlValue>>) => Entry;
  /** What is hashed of an entry: `number`, then the members in their order. Default: as they stand. */
  readonly hashed?: (body: Omit<Entry, 'hash'>) => object;
}

/** What is stored, seen at one moment. */
export interface ChainState {
  /** Undefined when its row is gone. */
  readonly head: ChainEnd | undefined;
  /** The highest number of any row: one behind the head was put there by nobody who appends. */
  readonly last: number;
}

/** The statements of one chain. Rows are only ever inserted; the one row of the head makes them one chain. */
export interface ChainStore<Entry extends ChainEnd> {
  /**
   * Adds an entry at the end, in the transaction of what it tells of: one is not stored without the other. The first statement takes the
   * head's row until the end of the transaction, so that on any number of nodes every entry follows exactly one other.
   */
  append(within: StatementRunner, body: Omit<Entry, keyof ChainEnd>): Promise<ChainEnd>;
  head(runner: StatementRunner): Promise<ChainEnd>;
  state(runner: StatementRunner): Promise<ChainState>;
  /** In order, from the one behind `after`. What lies behind the head is no entry, whoever put it there. */
  list(runner: StatementRunner, after: number, limit: number): Promise<Entry[]>;
  /** Newest first, from the one before `before`. */
  latest(runner: StatementRunner, before: number, limit: number): Promise<Entry[]>;
  /** Newest first, those with this value in a column of the form. */
  latestWith(runner: StatementRunner, column: string, value: string, limit: number): Promise<Entry[]>;
  /** The hash of an entry that follows `before`. */
  hashOf(before: string, entry: Omit<Entry, 'hash'>): string;
}

/** The two tables of a chain whose entries stand in these columns (`name TYPE`), and the head of a chain without entries. */
export function chainTables(table: string, columns: readonly string[]): readonly string[] {
  return [
    `CREATE TABLE ${table} (
    number BIGINT NOT NULL PRIMARY KEY,
    ${columns.join(',\n    ')},
    hash TEXT NOT NULL
  )`,
    `CREATE TABLE ${table}_head (
    id TEXT NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL,
    hash TEXT NOT NULL
  )`,
    `INSERT INTO ${table}_head (id, number, hash) VALUES ('chain', 0, '${NO_HASH}')`,
  ];
}

export function chainStore<Entry extends ChainEnd>(form: ChainForm<Entry>): ChainStore<Entry> {
  const members = Object.keys(form.columns);
  const sql = statementsOf(form.table, form.columns as Readonly<Record<string, string>>);
  const hashOf = (before: string, entry: Omit<Entry, 'hash'>) =>
    chainHash(before, form.hashed?.(entry) ?? inOrder(entry as Readonly<Record<string, unknown>>, members));
  const listed = async (runner: StatementRunner, statement: string, values: readonly SqlValue[]) =>
    (await runner.run(statement, values)).map(form.read);
  return {
    append: async (within, body) => {
      const [head] = await within.run<ChainEnd>(sql.take);
      if (!head) throw new Error('the audit has no head');
      const { number } = head;
      // The members that Omit takes away are the ones that are added.
      const hash = hashOf(head.hash, { ...body, number } as unknown as Omit<Entry, 'hash'>);
      const written = form.write(body);
      await within.run(sql.insert, [number, ...members.map((member) => written[member] ?? null), hash]);
      await within.run(sql.setHash, [hash]);
      return { number, hash };
    },
    head: async (runner) => (await runner.run<ChainEnd>(sql.head))[0] ?? { number: 0, hash: NO_HASH },
    state: async (runner) => stateOf((await runner.run<StateRow>(sql.state))[0]),
    list: (runner, after, limit) => listed(runner, sql.list, [after, limit]),
    latest: (runner, before, limit) => listed(runner, sql.latest, [before, limit]),
    latestWith: (runner, column, value, limit) => listed(runner, sql.latestWith(column), [value, limit]),
    hashOf,
  };
}

function statementsOf(table: string, columns: Readonly<Record<string, string>>) {
  const members = Object.entries(columns);
  const names = members.map(([, column]) => column).join(', ');
  const places = members.map((_, index) => `$${index + 2}`).join(', ');
  const selected = members.map(([member, column]) =>
    member === column ? column : `${column} AS "${member}"`,
  );
  const upToHead = `number <= (SELECT number FROM ${table}_head WHERE id = 'chain')`;
  const select = `SELECT number, ${selected.join(', ')}, hash FROM ${table}`;
  return {
    take: `UPDATE ${table}_head SET number = number + 1 WHERE id = 'chain' RETURNING number, hash`,
    insert: `INSERT INTO ${table} (number, ${names}, hash) VALUES ($1, ${places}, $${members.length + 2})`,
    setHash: `UPDATE ${table}_head SET hash = $1 WHERE id = 'chain'`,
    head: `SELECT number, hash FROM ${table}_head WHERE id = 'chain'`,
    state: `SELECT whole.last, head.number, head.hash
     FROM (SELECT MAX(number) AS last FROM ${table}) AS whole
     LEFT JOIN ${table}_head AS head ON head.id = 'chain'`,
    list: `${select} WHERE number > $1 AND ${upToHead} ORDER BY number LIMIT $2`,
    latest: `${select} WHERE number < $1 AND ${upToHead} ORDER BY number DESC LIMIT $2`,
    latestWith: (column: string) =>
      `${select} WHERE ${column} = $1 AND ${upToHead} ORDER BY number DESC LIMIT $2`,
  };
}

interface StateRow {
  readonly last: number | null;
  readonly number: number | null;
  readonly hash: string | null;
}

function stateOf(row: StateRow | undefined): ChainState {
  const { last = null, number = null, hash = null } = row ?? {};
  return { head: number === null || hash === null ? undefined : { number, hash }, last: last ?? 0 };
}

function inOrder(entry: Readonly<Record<string, unknown>>, members: readonly string[]): object {
  return Object.fromEntries(['number', ...members].map((member) => [member, entry[member]]));
}
