import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PinEntry } from './pin-entry.ts';

test('digits come out as ASCII bytes, and are gone afterwards', () => {
  const entry = new PinEntry(4);
  for (const digit of [1, 2, 0, 9]) entry.add(digit);
  assert.equal(entry.complete, true);
  assert.deepEqual([...entry.take()], [0x31, 0x32, 0x30, 0x39]);
  assert.equal(entry.count, 0);
  assert.deepEqual([...entry.take()], []);
});

test('a fifth digit and what is no digit are ignored', () => {
  const entry = new PinEntry(4);
  for (const digit of [1, 10, -1, 0.5, Number.NaN, 2, 3, 4, 5]) entry.add(digit);
  assert.deepEqual([...entry.take()], [0x31, 0x32, 0x33, 0x34]);
});

test('the last digit can be taken back, down to none', () => {
  const entry = new PinEntry(4);
  entry.add(1);
  entry.add(2);
  entry.remove();
  entry.add(7);
  assert.equal(entry.complete, false);
  assert.deepEqual([...entry.take()], [0x31, 0x37]);
  entry.remove();
  assert.equal(entry.count, 0);
});
