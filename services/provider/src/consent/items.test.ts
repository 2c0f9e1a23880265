import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { KeyError } from '@kazasu/server/keys';
import type { ProviderKeys } from '../deps.ts';
import { testDeps } from '../testing/test-deps.ts';
import { sealItems, selectItems, unsealItems } from './index.ts';

let keys: ProviderKeys;
const ALL = { name: '見本　花子', address: '架空県かざす市', birthdate: '19880517', gender: '2' };

before(async () => {
  ({ keys } = await testDeps());
});

function refusesToOpen(work: () => unknown): void {
  assert.throws(work, (error) => error instanceof KeyError && error.code === 'key/sealed');
}

test('items come out as they went in, for the session they were sealed for', () => {
  assert.deepEqual(unsealItems(keys, 'session-1', sealItems(keys, 'session-1', ALL)), ALL);
});

test('items do not open for another session, with another key, or changed', () => {
  const sealed = sealItems(keys, 'session-1', ALL);
  refusesToOpen(() => unsealItems(keys, 'session-2', sealed));
  refusesToOpen(() => unsealItems({ ...keys, items: keys.person }, 'session-1', sealed));
  const changed = Uint8Array.from(sealed);
  changed[20] = (changed[20] ?? 0) ^ 1;
  refusesToOpen(() => unsealItems(keys, 'session-1', changed));
});

test('only what was asked for is chosen', () => {
  assert.deepEqual(selectItems(ALL, ['gender', 'name']), { name: ALL.name, gender: '2' });
  assert.deepEqual(selectItems(ALL, []), {});
});
