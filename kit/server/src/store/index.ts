/**
 * Where services keep what must outlive a request: one SQL text for two engines.
 *
 * Owns: opening a database (SQLite in a file, or any PostgreSQL), running statements, transactions, migrations, and
 * the translation of every engine's failures into four codes. Refuses: statements outside the portable subset as far
 * as they can be seen (several in one text, values of other types, unbound parameters), and error messages that
 * would carry a value. The rules every engine must keep are the suite in `conformance/`.
 */
export {
  type CollectedStatement,
  collectedStatement,
  collectedTransaction,
  collectedWaiting,
} from './collect/index.ts';
export { openStore, type StoreOptions } from './open-store.ts';
export {
  isUnavailable,
  type Migration,
  type SqlValue,
  type StatementRunner,
  type Store,
  StoreError,
  type StoreErrorCode,
  type TransactionOptions,
} from './store.ts';
export { type Due, SWEEP_ROWS, sweepRows, takeTurn } from './sweep-store.ts';
export type { StoreLoad, StoreWatch } from './watch.ts';
