/**
 * PostgreSQL, or an engine that speaks its protocol, by `pg`. Owns the pool and its time-outs.
 *
 * Isolation: a statement alone runs at READ COMMITTED and is atomic; a transaction runs at REPEATABLE READ, so a row
 * that was read and has been changed by others since cannot be overwritten: the engine refuses, the store rolls back
 * and runs the work again, for five seconds, before it gives up with `store/conflict`. Two transactions that each read
 * what the other writes may both commit (write skew): where a decision rests on a row, change that row
 * (`UPDATE … RETURNING`), do not only read it. A transaction that is to have its turn (`inTurn`) runs at READ COMMITTED: it
 * waits for the row that its rivals hold, in the order of arrival, and is not run again.
 */
export { timeoutsFor } from './pool.ts';
export { openPostgres } from './postgres-store.ts';
