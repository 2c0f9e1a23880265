import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOn, older } from './age.ts';

test('years pass on the same day, and where there is none on the day before', () => {
  assert.equal(older('19900517', 3), '19870517');
  assert.equal(older('20040229', 4), '20000229');
  assert.equal(older('20040229', 1), '20030228');
});

test('an age is reached on the birthday', () => {
  assert.equal(ageOn('20110401', '20260331'), 14);
  assert.equal(ageOn('20110401', '20260401'), 15);
});
