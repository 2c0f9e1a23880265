/**
 * The store's rules as a suite, published so that every engine is held to the same ones, and what other rooms need to hold themselves to
 * theirs: a real PostgreSQL, a suite on both engines, processes of their own, and one that dies at any step of it. Owns: statements, transactions, migrations, races
 * between processes, crashes. Refuses to prove a race inside one process where the store may be shared: there the rivals are processes of
 * their own.
 */
export { type Databases, onBothEngines } from './both-engines.ts';
export { describeStore, type StoreHarness } from './describe-store.ts';
export {
  type Act,
  describeFaults,
  type FaultSubject,
  type FaultTown,
} from './faults/index.ts';
export { type Forked, forkScript, tellParent } from './forked.ts';
export { eachDeath, type Mortality, mortality, mortalStore } from './mortal.ts';
export { postgresMissing, startPostgres, type TestPostgres, type TestPostgresOptions } from './postgres.ts';
export { describeSweeping, type SweepSubject } from './sweeping.ts';
export { type Account, unprivilegedAccount } from './unprivileged.ts';
