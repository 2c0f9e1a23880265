import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Turns } from './turns.ts';

/** Adds `a1` of the tenant `a`, and so on. */
function waiting(share: number, names: string): Turns<string> {
  const turns = new Turns<string>(share);
  for (const name of names.split(' ')) turns.add(name.slice(0, 1), name, false);
  return turns;
}

const taken = (turns: Turns<string>, count: number) => Array.from({ length: count }, () => turns.take());

test('tenants come in turn, however much one of them has waiting', () => {
  const turns = waiting(9, 'a1 a2 a3 a4 b1 c1 b2');
  assert.deepEqual(taken(turns, 8), ['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'a4', undefined]);
});

test('who comes while another has everything waiting is next', () => {
  const turns = waiting(9, 'a1 a2 a3');
  assert.deepEqual(taken(turns, 2), ['a1', 'a2']);
  turns.add('b', 'b1', false);
  turns.add('a', 'a4', false);
  assert.deepEqual(taken(turns, 3), ['a3', 'b1', 'a4']);
});

test('nobody has more than the share under way, were nobody else there', () => {
  const turns = waiting(2, 'a1 a2 a3');
  assert.deepEqual(taken(turns, 3), ['a1', 'a2', undefined]);
  turns.add('b', 'b1', false);
  assert.deepEqual(taken(turns, 2), ['b1', undefined]);
  turns.done('a');
  assert.deepEqual(taken(turns, 2), ['a3', undefined]);
});

test('what was begun goes ahead of what was not, of its own tenant alone', () => {
  const turns = waiting(9, 'a1 a2 b1');
  turns.add('b', 'b0', true);
  assert.deepEqual(taken(turns, 4), ['a1', 'b0', 'a2', 'b1']);
});

test('what was dropped, or cleared, has no turn', () => {
  const turns = waiting(9, 'a1 a2 b1');
  turns.drop('a', 'a1');
  turns.drop('c', 'c1');
  assert.equal(turns.take(), 'a2');
  assert.deepEqual(turns.clear(), ['b1']);
  assert.equal(turns.take(), undefined);
});
