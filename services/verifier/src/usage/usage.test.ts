import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createWorld, must, PURPOSE, signDocuments } from '../testing/index.ts';

const world = await createWorld();
after(() => world.close());

interface Usage {
  readonly from: string;
  readonly to: string;
  readonly usage: { day: string; kind: string; purpose: string; count: number }[];
}

test('what was used is counted by day in Japan, kind and purpose; a retry counts once, another tenant not at all', async () => {
  const [city, stranger] = [await world.tenant(), await world.tenant()];
  const { clock } = world.authority;
  const image = await world.card();
  const verification = { purpose: PURPOSE, ...signDocuments(image, ['application']) };
  const key = { 'idempotency-key': 'the-same-key' };
  const { personId } = (await must(201, await city.verify(verification, key))) as { personId: string };
  await must(201, await city.verify(verification, key));
  await must(201, await stranger.verify(verification));
  const check = { purpose: 'status', personId };
  await must(200, await city.post('/v1/status-checks', check));
  // 23:59:59 in Japan, and a second later.
  clock.set(Date.UTC(2026, 5, 15, 14, 59, 59, 999));
  await must(200, await city.post('/v1/status-checks', check));
  clock.advance(1);
  await must(
    200,
    await city.post('/v1/status-checks/bulk', { purpose: 'status', items: [{ personId }, { personId }] }),
  );
  const all = (await must(200, await city.ask('/v1/usage'))) as Usage;
  assert.deepEqual([all.from, all.to], ['20260517', '20260616']);
  assert.deepEqual(all.usage, [
    { day: '20260615', kind: 'status-check', purpose: 'status', count: 2 },
    { day: '20260615', kind: 'verification', purpose: PURPOSE, count: 1 },
    { day: '20260616', kind: 'status-check', purpose: 'status', count: 2 },
  ]);
  const one = (await must(200, await city.ask('/v1/usage?from=20260616&to=20260616'))) as Usage;
  assert.deepEqual(
    one.usage.map(({ count }) => count),
    [2],
  );
  const theirs = (await must(200, await stranger.ask('/v1/usage'))) as Usage;
  assert.deepEqual(
    theirs.usage.map(({ kind, count }) => [kind, count]),
    [['verification', 1]],
  );
});

test('a range that is none, or too long, is refused', async () => {
  const city = await world.tenant();
  for (const query of [
    'from=20260616&to=20260615',
    'from=20240101&to=20260101',
    'from=20260230',
    'from=1',
    'day=1',
  ]) {
    const answer = await city.ask(`/v1/usage?${query}`);
    const { code } = (await answer.json()) as { code: string };
    assert.deepEqual([answer.status, code], [400, 'request-invalid'], query);
  }
});
