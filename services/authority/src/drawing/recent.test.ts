import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recent } from './recent.ts';

test('only so many are kept, and those that were not asked for the longest go first', () => {
  const kept = recent<string, number>(3);
  for (const [at, key] of ['a', 'b', 'c'].entries()) kept.set(key, at);
  assert.equal(kept.get('a'), 0);
  kept.set('d', 3);
  assert.deepEqual(
    ['a', 'b', 'c', 'd'].map((key) => kept.get(key)),
    [0, undefined, 2, 3],
  );
  kept.set('d', 4);
  assert.deepEqual(
    ['a', 'c', 'd'].map((key) => kept.get(key)),
    [0, 2, 4],
    'setting one again forgets nobody',
  );
});
