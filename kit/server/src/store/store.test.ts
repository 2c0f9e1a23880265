import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnavailable, StoreError } from './store.ts';

test('a request may be tried again when the store is away or too busy, not after a fault of ours', () => {
  for (const code of ['store/unavailable', 'store/conflict'] as const) {
    assert.equal(isUnavailable(new StoreError(code, '')), true, code);
  }
  for (const code of ['store/constraint', 'store/statement'] as const) {
    assert.equal(isUnavailable(new StoreError(code, '')), false, code);
  }
  assert.equal(
    isUnavailable(Object.assign(new Error('store/unavailable'), { code: 'store/unavailable' })),
    false,
  );
  assert.equal(isUnavailable(undefined), false);
});
