/** One SQLite connection: how the file is opened, how values are bound, which statements are kept prepared. */
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { createFile } from '../../file/index.ts';
import { checkStatement, checkValues, STATEMENT_CACHE_LIMIT } from '../statement.ts';
import type { SqlValue } from '../store.ts';

/** How long SQLite itself waits for a lock, asleep: short, because the whole process sleeps with it. */
const BUSY_TIMEOUT_MS = 5;

interface Prepared {
  readonly statement: StatementSync;
  readonly parameters: number;
  /** Names of the columns; read when the first row comes, and anew when there are more or fewer. */
  columns: readonly string[];
}

export class SqliteConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, Prepared>();
  readonly #commands = new Map<string, StatementSync>();

  constructor(file: string) {
    if (file !== ':memory:') createPrivately(file);
    this.#database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  }

  /** Runs one statement to its end. Throws the engine's own errors. */
  run(text: string, values: readonly SqlValue[]): object[] {
    const prepared = this.#statements.get(text) ?? this.#prepare(text, values);
    checkValues(text, values, prepared.parameters);
    const rows = prepared.statement.all(...values) as unknown as SqlValue[][];
    return rows.length === 0 ? (rows as never[]) : rows.map((row) => objectOf(row, prepared));
  }

  /** For what changes the connection and gives nothing back: PRAGMA. */
  command(text: string): void {
    this.#database.exec(text);
  }

  /** For BEGIN, SAVEPOINT and their ends, which come often. */
  mark(text: string): void {
    const known = this.#commands.get(text) ?? this.#database.prepare(text);
    this.#commands.set(text, known);
    known.run();
  }

  get inTransaction(): boolean {
    return this.#database.isOpen && this.#database.isTransaction;
  }

  close(): void {
    this.#statements.clear();
    this.#commands.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #prepare(text: string, values: readonly SqlValue[]): Prepared {
    checkStatement(text, values);
    // `?2` is bound by its place, which costs less than a name. `$2` would be numbered in the order of the text.
    const statement = this.#database.prepare(text.replace(/\$(\d+)/g, '?$1'));
    // Rows as arrays: objects that the engine makes have no prototype and would have to be copied.
    statement.setReturnArrays(true);
    const prepared: Prepared = { statement, parameters: values.length, columns: [] };
    if (this.#statements.size >= STATEMENT_CACHE_LIMIT) this.#statements.clear();
    this.#statements.set(text, prepared);
    return prepared;
  }
}

function objectOf(row: readonly SqlValue[], prepared: Prepared): object {
  if (prepared.columns.length !== row.length) {
    prepared.columns = prepared.statement.columns().map(({ name }) => name);
  }
  const { columns } = prepared;
  const object: Record<string, SqlValue> = {};
  for (let i = 0; i < row.length; i++) object[columns[i] as string] = row[i] as SqlValue;
  return object;
}

/**
 * The file holds sealed personal items and live tokens' hashes: nobody else reads it. WAL files inherit the mode. What is
 * there is not opened: closing it would take the locks of this process's other connections away (fcntl(2)).
 */
function createPrivately(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  createFile(file, '');
  chmodSync(file, 0o600);
}
