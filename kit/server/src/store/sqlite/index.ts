/**
 * The embedded engine: node:sqlite, one connection a store. Owns the file and its locks.
 *
 * Durability: WAL with `synchronous = FULL`, so an acknowledged commit survives a power loss, as on PostgreSQL.
 * Isolation: transactions of one process stand in a queue; `BEGIN IMMEDIATE` keeps other processes out, so they are
 * serialisable. A locked database is tried again for five seconds without holding up the event loop.
 */
export { openSqlite } from './sqlite-store.ts';
