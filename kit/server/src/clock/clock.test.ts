import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settableClock, stopwatch, systemClock } from './index.ts';

test('the system clock tells milliseconds since 1970', () => {
  assert.ok(Math.abs(systemClock.now() - Date.now()) < 1000);
});

test('a settable clock stands until it is set or advanced', () => {
  const clock = settableClock(1_000);
  assert.equal(clock.now(), 1_000);
  clock.advance(500);
  assert.equal(clock.now(), 1_500);
  clock.set(7);
  assert.equal(clock.now(), 7);
});

test('a stopwatch counts upwards from zero', () => {
  const elapsed = stopwatch();
  const first = elapsed();
  assert.ok(first >= 0 && elapsed() >= first);
});
