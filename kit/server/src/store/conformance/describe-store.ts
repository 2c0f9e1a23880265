import { after, describe } from 'node:test';
import type { StoreOptions } from '../open-store.ts';
import { describeCollected } from './collected.ts';
import { describeCollectedTransactions } from './collected-transactions.ts';
import { describeCrashes } from './crashes.ts';
import { describeMigrations } from './migrations.ts';
import { describeRaces } from './races.ts';
import { describeStatements } from './statements.ts';
import { describeSweeps } from './sweeps.ts';
import { describeTransactions } from './transactions.ts';
import { closeCommonStore } from './with-store.ts';

/** How a suite gets at databases of the engine under test. */
export interface StoreHarness {
  /** Options for an empty database of its own. */
  fresh(): Promise<StoreOptions>;
  /** Whether several processes can open the same database. */
  readonly shared: boolean;
}

/** Registers the whole suite with node:test. */
export function describeStore(name: string, harness: StoreHarness): void {
  describe(`store on ${name}`, () => {
    after(() => closeCommonStore(harness));
    describeStatements(harness);
    describeTransactions(harness);
    describeCollected(harness);
    describeCollectedTransactions(harness);
    describeSweeps(harness);
    describeMigrations(harness);
    if (harness.shared) {
      describeRaces(harness);
      describeCrashes(harness);
    }
  });
}
