/**
 * The store's rules as a suite, published so that every engine is held to the same ones, and a real PostgreSQL for
 * the tests of other rooms. Owns: statements, transactions, migrations, races between processes, crashes. Refuses to
 * prove a race inside one process where the store may be shared: there the rivals are processes of their own.
 */
export { describeStore, type StoreHarness } from './describe-store.ts';
export { postgresMissing, startPostgres, type TestPostgres, type TestPostgresOptions } from './postgres.ts';
