/** One SQLite connection: how the file is opened, how values are bound, which statements are kept prepared. */
import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { createFile } from '../../file/index.ts';
import { checkStatement, STATEMENT_CACHE_LIMIT } from '../statement.ts';
import type { SqlValue } from '../store.ts';

/** How long SQLite itself waits for a lock, asleep: short, because the whole process sleeps with it. */
const BUSY_TIMEOUT_MS = 5;

export class SqliteConnection {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: string) {
    if (file !== ':memory:') createPrivately(file);
    this.#database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  }

  /** Runs one statement to its end. Throws the engine's own errors. */
  run(statement: string, values: readonly SqlValue[]): object[] {
    checkStatement(statement, values);
    const prepared = this.#prepare(statement);
    const rows = values.length === 0 ? prepared.all() : prepared.all(bindings(values));
    // Plain objects, like those of the other engine, instead of objects without a prototype.
    return rows.map((row) => ({ ...row }));
  }

  /** For BEGIN, COMMIT and PRAGMA: nothing to prepare, nothing to bind. */
  command(text: string): void {
    this.#database.exec(text);
  }

  get inTransaction(): boolean {
    return this.#database.isOpen && this.#database.isTransaction;
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #prepare(statement: string): StatementSync {
    const known = this.#statements.get(statement);
    if (known !== undefined) return known;
    const prepared = this.#database.prepare(statement);
    if (this.#statements.size >= STATEMENT_CACHE_LIMIT) this.#statements.clear();
    this.#statements.set(statement, prepared);
    return prepared;
  }
}

/** By name, because SQLite numbers `$2` before `$1` when it stands first in the text. */
function bindings(values: readonly SqlValue[]): Record<string, SQLInputValue> {
  const named: Record<string, SQLInputValue> = {};
  for (let i = 0; i < values.length; i++) named[`$${i + 1}`] = values[i] ?? null;
  return named;
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
