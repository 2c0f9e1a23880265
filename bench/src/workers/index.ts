/**
 * What a second core and a second worker bring: whole logins on PostgreSQL, with service, database and load on one core, and then on two.
 * Each side has all that it needs on its own cores, so neither borrows. Never a test: it asserts no time.
 */
export { runWorkersBench, type WorkersBenchOptions } from './run.ts';
