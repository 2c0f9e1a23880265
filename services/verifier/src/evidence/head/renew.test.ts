/** What keeps evidence valid when certificates end and algorithms age. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signerAuthority } from '@kazasu/evidence/testing';
import { verifyLog } from '../check/index.ts';
import { openTestHeads, stepsOf, type TestHeads } from '../testing/index.ts';
import { newestStamped } from './index.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const signers = signerAuthority();

async function later(heads: TestHeads, milliseconds: number): Promise<void> {
  heads.clock.advance(milliseconds);
  await heads.sweep.run();
}

test('a log to which nobody appends any more is renewed all the same: its one record stays valid for twelve years', async () => {
  const unit = { unitSigningDays: 1600, unitLifeDays: 2100 };
  const heads = await openTestHeads({ signers, unit, renewBeforeMs: 300 * DAY });
  const id = await heads.verify();
  await heads.sweep.run();
  for (let month = 0; month < 12 * 12; month += 1) {
    for (const pause of [15 * DAY, 15 * DAY, 10 * MINUTE]) await later(heads, pause);
    if (month % 3 !== 0) continue;
    const report = heads.judge(await heads.bundle(id));
    const open = report.checks.filter(({ status }) => status === 'failed' || status === 'undetermined');
    assert.equal(report.record, 'valid', `month ${month}: ${JSON.stringify(open)}`);
  }
  assert.equal(stepsOf(await heads.bundle(id)), 3);
  const [counted] = await heads.store.run<{ n: number }>('SELECT count(*) AS n FROM verifier_head');
  assert.ok((counted?.n ?? 0) < 120, `${counted?.n} heads, none for nothing`);
  await heads.close();
});

test('over twelve years and three units each token is renewed before its certificate ends, and old bundles stay valid', async () => {
  const unit = { unitSigningDays: 1600, unitLifeDays: 2100 };
  const heads = await openTestHeads({ signers, unit, renewBeforeMs: 300 * DAY });
  const first = await heads.verify();
  await heads.sweep.run();
  const early = await heads.bundle(first);
  const ids: string[] = [];
  for (let month = 0; month < 12 * 12; month += 1) {
    if (month % 9 === 0) {
      ids.push(await heads.verify());
      await later(heads, 10 * MINUTE);
    }
    // Long pauses, and short ones in which renewals go on.
    for (const pause of [29 * DAY, DAY, 10 * MINUTE]) await later(heads, pause);
    if (month % 6 !== 0) continue;
    const report = heads.judge(await heads.bundle(first));
    assert.equal(report.record, 'valid', `month ${month}`);
  }
  const units = await heads.store.run('SELECT DISTINCT unit FROM verifier_head WHERE unit IS NOT NULL');
  assert.equal(units.length, 3);
  const octets = await heads.bundle(first);
  assert.equal(stepsOf(octets), 3);
  assert.equal(heads.judge(octets).verdict, 'valid');
  assert.equal(heads.judge(early).record, 'indeterminate', 'the bundle of then has aged');
  for (const id of ids) {
    const report = heads.judge(await heads.bundle(id));
    const open = report.checks.filter(({ status }) => status !== 'passed');
    assert.equal(report.record, 'valid', JSON.stringify(open));
  }
  const heard = await heads.store.run<{ n: number }>('SELECT count(*) AS n FROM verifier_head');
  assert.ok((heard[0]?.n ?? 0) < 16 + 2 * 40, 'no head for ever');
  assert.ok((await verifyLog(heads)).intact);
  await heads.close();
});

test('a unit that is retired is renewed by the next at once', async () => {
  const unit = { unitSigningDays: 100, unitLifeDays: 4000 };
  const heads = await openTestHeads({ signers, unit });
  const id = await heads.verify();
  await heads.sweep.run();
  const old = (await newestStamped(heads.store))?.unit ?? '';
  await heads.verify();
  await later(heads, 101 * DAY);
  assert.equal(stepsOf(await heads.bundle(id)), 1);
  heads.deps.config.timestamp?.retiredUnits.push(old);
  await later(heads, 10 * MINUTE);
  await later(heads, 10 * MINUTE);
  const octets = await heads.bundle(id);
  assert.equal(stepsOf(octets), 2);
  assert.equal(heads.judge(octets).verdict, 'valid');
  await heads.close();
});
