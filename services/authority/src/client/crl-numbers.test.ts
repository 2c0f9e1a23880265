import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CrlNumbers } from './crl-numbers.ts';

test('the highest number is kept for each issuer and scope, and never goes back', () => {
  const numbers = new CrlNumbers();
  assert.equal(numbers.highest('a', 'x'), undefined);
  numbers.believe('a', 'x', 5n);
  numbers.believe('a', 'x', 3n);
  numbers.believe('a', 'y', 2n);
  numbers.believe('b', 'x', 9n);
  assert.deepEqual(
    [
      numbers.highest('a', 'x'),
      numbers.highest('a', 'y'),
      numbers.highest('b', 'x'),
      numbers.highest('b', 'y'),
    ],
    [5n, 2n, 9n, undefined],
  );
});
