/** A PostgreSQL as an operator runs it, durable, that can be killed, frozen, started again, and followed by a standby. */
export { type Database, type DatabaseOptions, newCluster, startDatabase } from './database.ts';
export { startStandby } from './standby.ts';
