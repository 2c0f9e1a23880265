import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createLog, silentLog } from '@kazasu/server/log';
import { openSweeping } from './sweeping.ts';
import { createWorld, must, signDocuments } from './testing/index.ts';

const MINUTE = 60_000;
/** That of the authority of the tests. */
const TIME = Date.UTC(2026, 5, 15, 3);

/** Everything that is done without waiting for the network or for time. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
}

/** A clock that goes on a little whenever it is read, as clocks do: a head is never signed at the moment of its look. */
function goingClock(start: number) {
  let [now, read] = [start, 0];
  return {
    now: () => {
      read += 1;
      return now + read;
    },
    advance: (milliseconds: number) => {
      now += milliseconds;
      read = 0;
    },
  };
}

for (const [headMs, lookMs] of [
  [1_000, 500],
  [MINUTE, 10_000],
  [10 * MINUTE, 10_000],
] as const) {
  test(`without being asked the verifier signs a head each ${headMs / 1000} seconds while its log grows`, async () => {
    const clock = goingClock(TIME);
    mock.timers.enable({ apis: ['setInterval'] });
    const world = await createWorld({ clock, evidence: { headMs } });
    try {
      const tenant = await world.tenant();
      const card = await world.card();
      const rounds = 5;
      for (let round = 0; round < rounds; round += 1) {
        const body = { purpose: 'contract', revocation: 'crl', ...signDocuments(card, [`${round}`]) };
        await must(201, await tenant.verify(body));
        for (let past = 0; past < headMs; past += lookMs) {
          clock.advance(lookMs);
          mock.timers.tick(lookMs);
          await world.verifier.idle();
        }
      }
      const heads = await world.store.run<{ at: number }>('SELECT at FROM verifier_head ORDER BY size');
      assert.equal(heads.length, rounds);
      for (const [i, { at }] of heads.entries()) {
        const late = at - (heads[i - 1]?.at ?? at - headMs) - headMs;
        assert.ok(Math.abs(late) < lookMs / 2, `head ${i}: ${late} ms late`);
      }
    } finally {
      await world.close();
      mock.timers.reset();
    }
  });
}

test('a step that fails keeps none from its turn, neither in this sweep nor in the next', async () => {
  const lines: string[] = [];
  const done: string[] = [];
  const { sweep, close } = openSweeping({
    everyMs: MINUTE,
    log: createLog({ service: 'test', destination: { write: (line) => void lines.push(line) } }),
    steps: [
      async () => {
        throw new RangeError('first');
      },
      async () => void done.push('second'),
      async () => {
        throw new SyntaxError('third');
      },
    ],
  });
  await assert.rejects(sweep(), RangeError);
  await assert.rejects(sweep(), RangeError);
  assert.deepEqual(done, ['second', 'second']);
  assert.equal(lines.filter((line) => line.includes('sweep.failed')).length, 4);
  await close();
});

test('sweeps follow one another; one that is slow is not followed by a queue of those that come by themselves', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  let release = () => {};
  let [begun, atOnce] = [0, 0];
  const step = async () => {
    begun += 1;
    atOnce += 1;
    assert.equal(atOnce, 1);
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    atOnce -= 1;
  };
  const { sweep, close } = openSweeping({ everyMs: 1_000, log: silentLog, steps: [step] });
  mock.timers.tick(1_000);
  await settled();
  mock.timers.tick(5_000);
  const asked = sweep();
  await settled();
  assert.equal(begun, 1);
  release();
  await settled();
  assert.equal(begun, 2, 'the one that was asked for, and no other');
  const closed = close();
  release();
  await Promise.all([asked, closed]);
  mock.timers.tick(5_000);
  await settled();
  assert.equal(begun, 2, 'none after the end');
  mock.timers.reset();
});
