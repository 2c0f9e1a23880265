import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type HistoryEvent, judge, type Outcome } from './index.ts';

const used = (thing: string, outcome: Outcome): HistoryEvent => ({ kind: 'used', thing, outcome });
const rules = (events: readonly HistoryEvent[]) => judge(events).map(({ rule, thing }) => `${rule} ${thing}`);

test('a thing is used once, however often it is tried', () => {
  const tries = [
    used('code 1', 'unknown'),
    used('code 1', 'done'),
    used('code 1', 'refused'),
    used('code 2', 'done'),
  ];
  assert.deepEqual(rules(tries), []);
  assert.deepEqual(rules([...tries, used('code 1', 'done')]), ['single-use code 1']);
});

test('what was acknowledged is there afterwards, unless somebody may have ended it', () => {
  const there: HistoryEvent = { kind: 'acknowledged', thing: 's' };
  const gone: HistoryEvent = { kind: 'looked', thing: 's', there: false };
  assert.deepEqual(rules([there, { ...gone, there: true }]), []);
  assert.deepEqual(rules([there, gone]), ['durability s']);
  assert.deepEqual(rules([there, { kind: 'ended', thing: 's' }, gone]), []);
  assert.deepEqual(rules([gone]), [], 'never acknowledged');
});

test('what nobody looked for is not taken for being there', () => {
  assert.deepEqual(rules([{ kind: 'acknowledged', thing: 's' }]), ['durability s']);
});

test('what is another’s is always a violation', () => {
  assert.deepEqual(rules([{ kind: 'crossed', thing: 'login 7' }]), ['crossing login 7']);
});

test('a second success is found wherever it stands among others', () => {
  const other = fc.array(fc.constantFrom<Outcome>('unknown', 'refused'), { maxLength: 20 });
  fc.assert(
    fc.property(other, other, other, (a, b, c) => {
      const of = (outcomes: readonly Outcome[]) => outcomes.map((outcome) => used('code', outcome));
      assert.deepEqual(rules([...of(a), used('code', 'done'), ...of(b)]), []);
      const twice = [...of(a), used('code', 'done'), ...of(b), used('code', 'done'), ...of(c)];
      assert.deepEqual(rules(twice), ['single-use code']);
    }),
  );
});
