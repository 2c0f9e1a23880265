import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openStore, type Store } from '@kazasu/server/store';
import { postgresMissing, startPostgres, type TestPostgres } from '@kazasu/server/store/conformance';
import { emitTest } from './event.ts';
import { leaseDeliveries } from './lease.ts';
import type { LeaseOrder } from './lease-store.ts';
import { courierDeps, NOW, type TestCourierDeps } from './testing/courier-deps.ts';
import { fillDeliveries } from './testing/fill.ts';
import { addWebhook } from './webhook.ts';

const ORDER: LeaseOrder = { lease: 'one', until: NOW + 60_000, now: NOW, most: 32, mostOfOne: 4 };

async function webhookOf(deps: TestCourierDeps, tenantId: string) {
  const { webhook } = await addWebhook(deps, tenantId, {
    url: 'http://localhost/',
    eventTypes: ['certificate.revoked'],
    description: '',
  });
  return { tenantId, webhookId: webhook.webhookId };
}

function suite(open: () => Promise<Store>): void {
  let deps: TestCourierDeps;
  before(async () => {
    deps = await courierDeps({ store: await open() });
  });
  after(() => deps.store.close());

  test('what is taken of thousands that wait is found in a moment, and four of one webhook are under way', async () => {
    const place = await webhookOf(deps, 'many');
    await fillDeliveries(deps.store, place, { count: 4_000, dueAt: NOW - 1 });
    const begun = performance.now();
    assert.equal((await leaseDeliveries(deps.store, ORDER)).length, 4);
    assert.equal((await leaseDeliveries(deps.store, { ...ORDER, lease: 'two' })).length, 0);
    assert.ok(performance.now() - begun < 500, `${performance.now() - begun} ms`);
    const later = { ...ORDER, now: ORDER.until, until: ORDER.until + 60_000 };
    assert.equal((await leaseDeliveries(deps.store, { ...later, lease: 'three' })).length, 4);
    await deps.store.run('DELETE FROM verifier_delivery');
  });

  test('a tenant whose twenty receivers are behind does not take the places of another', async () => {
    for (let i = 0; i < 20; i++) {
      await fillDeliveries(deps.store, await webhookOf(deps, 'behind'), { count: 20, dueAt: NOW - 1_000 });
    }
    const place = await webhookOf(deps, 'other');
    await fillDeliveries(deps.store, place, { count: 2, dueAt: NOW });
    const leased = await leaseDeliveries(deps.store, ORDER);
    assert.equal(leased.length, 32);
    assert.equal(leased.filter(({ tenantId }) => tenantId === 'other').length, 2);
    await fillDeliveries(deps.store, place, { count: 1, dueAt: NOW });
    const [next] = await leaseDeliveries(deps.store, { ...ORDER, lease: 'next', most: 1 });
    assert.equal(next?.tenantId, 'other', 'the first place that is free is theirs');
    await deps.store.run('DELETE FROM verifier_delivery');
  });

  test('of tests that are asked for at the same time one is made', async () => {
    const place = await webhookOf(deps, 'tests');
    const work = () =>
      deps.store.transaction((within) => emitTest(within, place, deps.clock), { inTurn: true });
    const made = await Promise.all(Array.from({ length: 10 }, work));
    assert.equal(new Set(made.map((one) => one?.deliveryId)).size, 1);
    assert.equal((await deps.store.run('SELECT * FROM verifier_delivery')).length, 1);
  });
}

describe('on SQLite', () => suite(() => openStore({ file: ':memory:' })));

describe('on PostgreSQL', { skip: postgresMissing() }, () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());
  suite(async () => openStore({ databaseUrl: await postgres.createDatabase(), connections: 8 }));
});
