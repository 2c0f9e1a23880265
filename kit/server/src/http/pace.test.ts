import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settableClock } from '../clock/index.ts';
import { createPace } from './pace.ts';

const open = (most = 100) => {
  const clock = settableClock(1_000_000);
  return { clock, pace: createPace({ clock, burst: 3, everyMs: 500, most }) };
};

test('a burst goes through, then one for each interval', () => {
  const { clock, pace } = open();
  assert.deepEqual(
    [1, 2, 3, 4].map(() => pace.take('a')),
    [0, 0, 0, 500],
  );
  clock.advance(200);
  assert.equal(pace.take('a'), 300, 'asking too early costs nothing and gains nothing');
  clock.advance(300);
  assert.deepEqual([pace.take('a'), pace.take('a')], [0, 500]);
  clock.advance(3_600_000);
  assert.deepEqual(
    [1, 2, 3, 4].map(() => pace.take('a')),
    [0, 0, 0, 500],
    'never more than the burst',
  );
});

test('nobody pays for another', () => {
  const { pace } = open();
  for (let i = 0; i < 10; i++) pace.take('a');
  assert.equal(pace.take('b'), 0);
});

test('a clock that is set back neither opens nor closes', () => {
  const { clock, pace } = open();
  for (let i = 0; i < 3; i++) pace.take('a');
  clock.advance(-3_600_000);
  assert.equal(pace.take('a'), 500);
  clock.advance(500);
  assert.equal(pace.take('a'), 0);
});

test('of more askers than are remembered the one who asked longest ago is forgotten', () => {
  const { pace } = open(2);
  for (let i = 0; i < 3; i++) pace.take('a');
  for (let i = 0; i < 3; i++) pace.take('b');
  assert.equal(pace.take('a'), 500, 'asking again makes it the youngest');
  pace.take('c');
  assert.equal(pace.take('a'), 500);
  assert.equal(pace.take('b'), 0, 'begins anew');
});
