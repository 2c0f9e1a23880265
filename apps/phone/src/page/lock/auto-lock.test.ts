import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIVERGENCES } from '@kazasu/provider/divergences';
import { settableClock } from '@kazasu/server/clock';
import { idleMinutes } from '../settings/lock-times.ts';
import { AutoLock } from './auto-lock.ts';
import { KeepOpen } from './keep-open.ts';

const MINUTE = 60_000;

function create({ idle = 5 * MINUTE, hidden = MINUTE } = {}) {
  const clock = settableClock(1_000_000_000);
  let locked = 0;
  const lock = new AutoLock(
    clock,
    () => ({ idle, hidden }),
    () => {
      locked += 1;
    },
  );
  return { clock, lock, locked: () => locked };
}

test('the app locks when nobody has touched it for the time that was set', () => {
  const { clock, lock, locked } = create();
  clock.advance(5 * MINUTE - 1);
  lock.tick();
  assert.equal(locked(), 0);
  clock.advance(1);
  lock.tick();
  assert.equal(locked(), 1);
});

test('a touch begins the time anew, but not when it comes too late', () => {
  const { clock, lock, locked } = create();
  clock.advance(4 * MINUTE);
  lock.touched();
  clock.advance(4 * MINUTE);
  lock.tick();
  assert.equal(locked(), 0);
  clock.advance(2 * MINUTE);
  lock.touched();
  assert.equal(locked(), 1, 'timers stood still, and the touch is the first that is heard');
});

test('out of sight it locks after its own time, counted by the clock and not by timers', () => {
  const { clock, lock, locked } = create();
  lock.hidden();
  clock.advance(MINUTE - 1);
  lock.shown();
  assert.equal(locked(), 0);
  lock.hidden();
  lock.hidden();
  clock.advance(MINUTE);
  lock.shown();
  assert.equal(locked(), 1);
});

test('with no time out of sight allowed it locks as soon as it is seen again', () => {
  const { lock, locked } = create({ hidden: 0 });
  lock.hidden();
  lock.shown();
  assert.equal(locked(), 1);
});

test('a clock that is set back locks', () => {
  const { clock, lock, locked } = create();
  clock.advance(-10 * MINUTE);
  lock.tick();
  assert.equal(locked(), 1);
});

test('unlocking begins anew', () => {
  const { clock, lock, locked } = create();
  lock.hidden();
  clock.advance(10 * MINUTE);
  lock.restart();
  lock.tick();
  lock.shown();
  assert.equal(locked(), 0);
  assert.equal(lock.left(), 5 * MINUTE);
});

test('the provider hears that the app is used: after touches only, once a minute at most, and of the last one in time', () => {
  const clock = settableClock(1_000_000_000);
  const told: number[] = [];
  const begun = clock.now();
  const keep = new KeepOpen(clock, () => told.push(clock.now() - begun));
  let lastTouch = 0;
  for (let second = 0; second <= 20 * 60; second += 5) {
    if (second < 15 * 60 && second % 25 === 0) {
      keep.touched();
      lastTouch = second * 1_000;
    }
    keep.tick();
    clock.advance(5_000);
  }
  assert.ok(told.length > 10 && (told.at(-1) ?? 0) >= lastTouch);
  for (const [place, at] of told.entries()) assert.ok(at - (told[place - 1] ?? 0) >= MINUTE);
  clock.advance(-60 * MINUTE);
  keep.touched();
  assert.equal(told.at(-1), clock.now() - begun, 'a clock that was set back does not silence it');
});

test('no time can be chosen for which the provider would not keep the account open', () => {
  for (const minutes of idleMinutes.values) {
    assert.ok(Number(minutes) * MINUTE <= DIVERGENCES.holderIdleMs.value, minutes);
  }
});
