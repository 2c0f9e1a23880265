import assert from 'node:assert/strict';
import { openStore } from '../open-store.ts';
import { type Store, StoreError, type StoreErrorCode } from '../store.ts';
import type { StoreHarness } from './describe-store.ts';
import { SCHEMA } from './schema.ts';

/** Runs a test on a database of its own that has the schema above. */
export async function withFreshStore(
  harness: StoreHarness,
  test: (store: Store) => Promise<void>,
): Promise<void> {
  const store = await openSuiteStore(harness);
  try {
    await test(store);
  } finally {
    await store.close();
  }
}

const kept = new WeakMap<StoreHarness, Promise<Store>>();

/** Runs a test on the suite's common database, emptied: making a database takes PostgreSQL a tenth of a second. */
export async function withStore(harness: StoreHarness, test: (store: Store) => Promise<void>): Promise<void> {
  const opening = kept.get(harness) ?? openSuiteStore(harness);
  kept.set(harness, opening);
  const store = await opening;
  await store.run('DELETE FROM suite_part');
  await store.run('DELETE FROM suite_item');
  await test(store);
}

export async function closeCommonStore(harness: StoreHarness): Promise<void> {
  const store = await kept.get(harness);
  await store?.close();
}

async function openSuiteStore(harness: StoreHarness): Promise<Store> {
  const store = await openStore(await harness.fresh());
  await store.migrate('suite', SCHEMA);
  return store;
}

export async function rejectsWith(promise: Promise<unknown>, code: StoreErrorCode): Promise<void> {
  await assert.rejects(promise, (error: unknown) => {
    assert.ok(error instanceof StoreError, String(error));
    assert.equal(error.code, code, error.message);
    return true;
  });
}

export async function countItems(store: Store): Promise<number> {
  const [row] = await store.run<{ total: number }>('SELECT count(*) AS total FROM suite_item');
  return row?.total ?? -1;
}

export async function addItem(store: Store, id: string, amount = 0): Promise<void> {
  await store.run('INSERT INTO suite_item (id, amount) VALUES ($1, $2)', [id, amount]);
}
