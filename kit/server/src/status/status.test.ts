import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settableClock } from '../clock/index.ts';
import { createMetrics, serviceMetrics } from '../metrics/index.ts';
import { openStore } from '../store/index.ts';
import { openStatus, recentRequests, samplesOf } from './index.ts';

const clock = settableClock(1_790_000_000_000);

test('requests are counted from one minute’s look to the next, an hour at most', async () => {
  let [ok, failed] = [0, 0];
  const name = 'kazasu_http_request_duration_seconds_count';
  const text = async () =>
    `${name}{route="/a",status="2xx"} ${ok}\n${name}{route="/a",status="5xx"} ${failed}\n${name}_other 7\n`;
  const requests = recentRequests({ text });
  for (let minute = 0; minute < 90; minute++) {
    await requests.look();
    ok += 10;
    failed += minute < 80 ? 1 : 0;
  }
  assert.deepEqual(await requests.read(), [
    { minutes: 5, requests: 50, failed: 0 },
    { minutes: 60, requests: 650, failed: 50 },
  ]);
  assert.deepEqual(samplesOf('a 1\na_b 2\na{c="d"} 3\n', 'a'), [
    { labels: '', value: 1 },
    { labels: 'c="d"', value: 3 },
  ]);
});

test('a status names the part that is at fault, and what waits', async () => {
  const store = await openStore({ file: ':memory:' });
  const metrics = serviceMetrics('desk', store);
  const source = openStatus({ store, clock, metrics });
  const well = await source.read();
  assert.deepEqual([well.ready, well.parts], [true, [{ name: 'database', state: 'well' }]]);
  assert.deepEqual(well.queues, [
    { name: 'connections', length: 0 },
    { name: 'statements', length: 0 },
  ]);
  assert.equal(well.audit, undefined);
  await store.close();
  const away = await source.read();
  assert.equal(away.ready, false);
  assert.deepEqual(away.parts, [{ name: 'database', state: 'fault', code: 'store/unavailable' }]);
  assert.equal(away.database.milliseconds, undefined);
});

test('an audit log and an authority are parts where the service has them, unknown until something was seen', async () => {
  const store = await openStore({ file: ':memory:' });
  const audit = { head: async () => ({ number: 7, hash: 'a'.repeat(64), more: 'x' }) };
  const told = async (lines: string) => {
    const metrics = { ...createMetrics('desk'), text: async () => lines };
    const { parts, authorityAnsweredAt } = await openStatus({
      ...{ store, clock, metrics, audit },
      asksAuthority: true,
    }).read();
    return [parts.slice(1).map(({ state, code }) => code ?? state), authorityAnsweredAt];
  };
  assert.deepEqual(await told(''), [['unknown', 'unknown'], undefined]);
  const answered = 'kazasu_authority_last_answer_timestamp_seconds{service="desk"} 1.5\n';
  const intact = (value: number) => `kazasu_audit_intact{service="desk"} ${value}\n`;
  assert.deepEqual(await told(answered + intact(1)), [['well', 'well'], 1500]);
  assert.deepEqual(await told(answered + intact(0)), [['well', 'audit/damaged'], 1500]);
  const { audit: end } = await openStatus({ store, clock, metrics: createMetrics('desk'), audit }).read();
  assert.deepEqual(end, { number: 7, hash: 'a'.repeat(64) });
  await store.close();
});
