/**
 * What one statement costs the service that asks, with many asking at once: on SQLite in memory and in a file beside the bare engine, on PostgreSQL beside
 * `pg` with one statement a row. Owns what is measured and how it is told; never a test, it asserts no time.
 */
export { runStoreBench, type StoreBenchOptions } from './run.ts';
