import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, beforeEach, describe, test } from 'node:test';
import { settableClock } from '@kazasu/server/clock';
import { memoryKeys } from '@kazasu/server/keys';
import { createMetrics } from '@kazasu/server/metrics';
import { OutboundError } from '@kazasu/server/outbound';
import { openStore, type Store, type StoreOptions } from '@kazasu/server/store';
import { postgresMissing, startPostgres, type TestPostgres } from '@kazasu/server/store/conformance';
import { createCourier, LEASE_MS } from './courier.ts';
import { listAttempts, listDeliveries } from './delivery-store.ts';
import { emit } from './event.ts';
import { leaseDeliveries } from './lease.ts';
import { courierDeps, NOW, type TestCourierDeps } from './testing/courier-deps.ts';
import { type Received, startReceiver } from './testing/receiver.ts';
import { addWebhook, changeSecret } from './webhook.ts';

const HOUR = 3_600_000;
const TENANT = 'city';
const receiver = await startReceiver();
const quick = receiver.answer;
after(() => receiver.close());
beforeEach(() => {
  receiver.answer = quick;
  receiver.received.length = 0;
});

async function subscribed(deps: TestCourierDeps) {
  const { webhook, secret } = await addWebhook(deps, TENANT, {
    url: receiver.url,
    eventTypes: ['certificate.revoked'],
    description: '',
  });
  return { place: { tenantId: TENANT, webhookId: webhook.webhookId }, secret };
}

function happen(deps: TestCourierDeps, personId = 'a-person') {
  const happening = { tenantId: TENANT, type: 'certificate.revoked', data: { personId } } as const;
  return deps.store.transaction((within) => emit(within, happening, deps.clock));
}

async function deliveries(deps: TestCourierDeps, place: { tenantId: string; webhookId: string }) {
  return listDeliveries(deps.store, place, { state: undefined, before: undefined, limit: 100 });
}

/** As a receiver would check it who has read nothing but the description of the API. */
function isSigned({ headers, body }: Received, secret: string): boolean {
  const parts = String(headers['kazasu-signature']).split(',');
  const t = parts.find((part) => part.startsWith('t='))?.slice(2);
  const wanted = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
  return parts.includes(`v1=${wanted}`);
}

test('an event comes once, signed by the webhook’s secret, with its id and number, and with ids alone', async () => {
  const deps = await courierDeps();
  const { place, secret } = await subscribed(deps);
  const event = await happen(deps);
  assert.equal(await createCourier(deps).run(), 1);
  const [got, ...others] = receiver.received;
  assert.ok(got);
  assert.equal(others.length, 0);
  assert.deepEqual(JSON.parse(got.body), {
    id: event.eventId,
    type: 'certificate.revoked',
    number: 1,
    createdAt: NOW,
    data: { personId: 'a-person' },
  });
  assert.ok(isSigned(got, secret));
  assert.ok(!isSigned({ ...got, body: `${got.body} ` }, secret));
  assert.match(String(got.headers['kazasu-signature']), new RegExp(`^t=${NOW / 1_000},v1=[0-9a-f]{64}$`));
  assert.equal(got.headers['kazasu-event-id'], event.eventId);
  assert.equal(got.headers['content-type'], 'application/json');
  const [delivery] = await deliveries(deps, place);
  assert.deepEqual([delivery?.state, delivery?.attempts, delivery?.endedAt], ['delivered', 1, NOW]);
  const [attempt] = await listAttempts(deps.store, delivery?.deliveryId ?? '');
  assert.deepEqual([attempt?.number, attempt?.status, attempt?.code], [1, 204, undefined]);
  assert.ok((attempt?.durationMs ?? -1) >= 0);
});

test('while the secret changes both sign, afterwards the new one alone', async () => {
  const deps = await courierDeps();
  const { place, secret } = await subscribed(deps);
  const next = await changeSecret(deps, place, HOUR);
  const courier = createCourier(deps);
  await happen(deps);
  await courier.run();
  deps.clock.advance(HOUR);
  await happen(deps);
  await courier.run();
  const [during, later] = receiver.received;
  assert.ok(during && later);
  assert.deepEqual([isSigned(during, secret), isSigned(during, next)], [true, true]);
  assert.deepEqual([isSigned(later, secret), isSigned(later, next)], [false, true]);
  const third = await changeSecret(deps, place, HOUR);
  const fourth = await changeSecret(deps, place, HOUR);
  await happen(deps);
  await courier.run();
  const last = receiver.received.at(-1);
  assert.ok(last);
  const live = [secret, next, third, fourth].map((one) => isSigned(last, one));
  assert.deepEqual(live, [false, false, true, true], 'two live secrets, never three');
});

test('no secret stands in the database as it is', async () => {
  const deps = await courierDeps();
  const { secret } = await subscribed(deps);
  const rows = await deps.store.run<{ secret: Uint8Array }>('SELECT secret FROM verifier_webhook');
  assert.ok(!Buffer.from(rows[0]?.secret ?? []).includes(secret.slice(6)));
});

test('a failure is tried again after ten seconds, then ever later, until after three days the delivery is dead', async () => {
  const deps = await courierDeps();
  const { place } = await subscribed(deps);
  await happen(deps);
  receiver.answer = (_request, response) => response.writeHead(500).end();
  const courier = createCourier(deps, { chance: () => 1 });
  const gaps: number[] = [];
  let last = deps.clock.now();
  for (let rounds = 0; rounds < 100; rounds++) {
    await courier.run();
    const [delivery] = await deliveries(deps, place);
    assert.ok(delivery);
    if (delivery.state === 'dead') break;
    gaps.push(delivery.dueAt - last);
    deps.clock.set(delivery.dueAt - 1);
    assert.equal(await courier.run(), 0, 'not before its time');
    deps.clock.set(delivery.dueAt);
    last = delivery.dueAt;
  }
  assert.deepEqual(gaps.slice(0, 5), [10_000, 20_000, 40_000, 80_000, 160_000]);
  assert.equal(Math.max(...gaps), 6 * HOUR);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  assert.ok(total <= 72 * HOUR && total > 60 * HOUR, `${total / HOUR} hours`);
  const [delivery] = await deliveries(deps, place);
  assert.equal(delivery?.state, 'dead');
  assert.equal(delivery?.attempts, gaps.length + 1);
  assert.equal(receiver.received.length, gaps.length + 1);
  const attempts = await listAttempts(deps.store, delivery?.deliveryId ?? '');
  assert.deepEqual(
    attempts.map(({ number }) => number),
    Array.from({ length: gaps.length + 1 }, (_, i) => i + 1),
  );
  deps.clock.advance(100 * HOUR);
  assert.equal(await courier.run(), 0);
});

test('chance spreads what failed together over half of each step', async () => {
  for (const [chance, gap] of [
    [0, 5_000],
    [0.5, 7_500],
    [1, 10_000],
  ] as const) {
    const deps = await courierDeps();
    const { place } = await subscribed(deps);
    await happen(deps);
    receiver.answer = (_request, response) => response.writeHead(503).end();
    await createCourier(deps, { chance: () => chance }).run();
    const [delivery] = await deliveries(deps, place);
    assert.equal(delivery?.dueAt, NOW + gap);
  }
});

test('whatever is not 2xx within the time is a failure, and the log says which; nothing of an answer is kept', async () => {
  const answers: [typeof receiver.answer, number | undefined, string | undefined][] = [
    [(_q, response) => response.writeHead(302, { location: receiver.url }).end(), 302, undefined],
    [(_q, response) => response.writeHead(404).end('the receiver’s secret page'), 404, undefined],
    [(request) => request.socket.destroy(), undefined, 'outbound/failed'],
  ];
  for (const [answer, status, code] of answers) {
    const deps = await courierDeps();
    const { place } = await subscribed(deps);
    await happen(deps);
    receiver.received.length = 0;
    receiver.answer = answer;
    await createCourier(deps).run();
    assert.equal(receiver.received.length, 1, 'no redirect is followed');
    const [delivery] = await deliveries(deps, place);
    assert.equal(delivery?.state, 'waiting');
    const [attempt] = await listAttempts(deps.store, delivery?.deliveryId ?? '');
    assert.deepEqual([attempt?.status, attempt?.code], [status, code]);
    assert.ok(
      !JSON.stringify(await deps.store.run('SELECT * FROM verifier_delivery_attempt')).includes(
        'secret page',
      ),
    );
  }
});

test('an answer without end is its status, and a receiver that says nothing is given up', async () => {
  const deps = await courierDeps();
  const { place } = await subscribed(deps);
  await happen(deps);
  receiver.answer = (_request, response) => {
    const write = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
    };
    response.on('drain', write);
    write();
  };
  await createCourier(deps).run();
  assert.equal((await deliveries(deps, place))[0]?.state, 'delivered');
  await happen(deps);
  const silent = createCourier(await courierDeps({ store: deps.store, master: deps.keys.master }), {
    ask: async (_url, { timeoutMs }) => {
      assert.equal(timeoutMs, 5_000);
      throw new OutboundError('outbound/late', 'no answer in time');
    },
  });
  await silent.run();
  const [latest] = await deliveries(deps, place);
  const waiting = (await deliveries(deps, place)).find(({ state }) => state === 'waiting');
  assert.ok(latest && waiting);
  assert.equal((await listAttempts(deps.store, waiting.deliveryId))[0]?.code, 'outbound/late');
});

test('an address that became private is not asked, and the log says so', async () => {
  const deps = await courierDeps();
  const { place } = await subscribed(deps);
  await deps.store.run('UPDATE verifier_webhook SET url = $1', [
    receiver.url.replace('http:', 'https:').replace('127.0.0.1', 'localhost'),
  ]);
  await happen(deps);
  await createCourier({ ...deps, config: { local: false } as typeof deps.config }).run();
  assert.equal(receiver.received.length, 0);
  const [delivery] = await deliveries(deps, place);
  assert.equal((await listAttempts(deps.store, delivery?.deliveryId ?? ''))[0]?.code, 'outbound/address');
});

test('one webhook that is slow has four attempts under way at most, and holds up no other', async () => {
  const deps = await courierDeps();
  const slow = await subscribed(deps);
  const quickOne = await startReceiver();
  await addWebhook(deps, TENANT, { url: quickOne.url, eventTypes: ['certificate.revoked'], description: '' });
  for (let i = 0; i < 20; i++) await happen(deps, `person-${i}`);
  let underWay = 0;
  let most = 0;
  receiver.answer = (_request, response) => {
    underWay += 1;
    most = Math.max(most, underWay);
    setTimeout(() => {
      underWay -= 1;
      response.writeHead(204).end();
    }, 50);
  };
  assert.equal(await createCourier(deps).run(), 40);
  await quickOne.close();
  assert.equal(quickOne.received.length, 20);
  assert.equal(receiver.received.length, 20);
  assert.equal(most, 4);
  assert.ok((await deliveries(deps, slow.place)).every(({ state }) => state === 'delivered'));
});

function races(open: () => Promise<StoreOptions>): void {
  let stores: Store[] = [];
  before(async () => {
    const options = await open();
    stores = [await openStore(options), await openStore(options)];
  });
  after(() => Promise.all(stores.map((store) => store.close())));

  async function pair() {
    const master = await memoryKeys().loadOrCreate('master', 'secret-256');
    const [store, other] = stores;
    assert.ok(store && other);
    const both = [await courierDeps({ store, master }), await courierDeps({ store: other, master })] as const;
    for (const table of ['webhook', 'event', 'event_number', 'delivery', 'delivery_attempt']) {
      await store.run(`DELETE FROM verifier_${table}`);
    }
    return both;
  }

  test('of many couriers on one database one makes each attempt', async () => {
    const [deps, other] = await pair();
    const { place } = await subscribed(deps);
    for (let i = 0; i < 30; i++) await happen(deps, `person-${i}`);
    receiver.answer = (_request, response) => void setTimeout(() => response.writeHead(204).end(), 5);
    const couriers = [deps, other, deps, other].map((one) => courierAt(one, NOW));
    const counts = await Promise.all(couriers.map((courier) => courier.run()));
    // A courier that found nothing may have looked while all was leased: what is left is taken by the next look.
    for (const courier of couriers) counts.push(await courier.run());
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      30,
    );
    assert.equal(receiver.received.length, 30);
    assert.equal(new Set(receiver.received.map(({ headers }) => headers['kazasu-event-id'])).size, 30);
    assert.ok((await deliveries(deps, place)).every(({ attempts }) => attempts === 1));
  });

  test('of leases at the same time each delivery is in one', async () => {
    const [deps, other] = await pair();
    const now = deps.clock.now();
    for (let round = 0; round < 12; round++) {
      const { place } = await subscribed(deps);
      for (let i = 0; i < 4; i++) await happen(deps, `person-${i}`);
      const order = { until: now + LEASE_MS, now, most: 100, mostOfOne: 100 };
      const leased = await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          leaseDeliveries(i % 2 === 0 ? deps.store : other.store, { ...order, lease: `${round}-${i}` }),
        ),
      );
      const ids = leased.flat().map(({ deliveryId }) => deliveryId);
      assert.equal(ids.length, new Set(ids).size);
      assert.ok((await deliveries(deps, place)).every(({ attempts }) => attempts === 1));
      await deps.store.run('DELETE FROM verifier_webhook');
    }
  });

  test('an attempt whose courier died is made again when its lease is over, and not before', async () => {
    const [deps, other] = await pair();
    const { place } = await subscribed(deps);
    await happen(deps);
    // It dies between being answered and writing that down.
    const store = {
      ...deps.store,
      run: deps.store.run.bind(deps.store),
      transaction: () => new Promise<never>(() => {}),
    };
    void createCourier({ ...deps, store: store as unknown as Store }).run();
    while (receiver.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(await courierAt(other, NOW + LEASE_MS - 1).run(), 0);
    assert.equal(await courierAt(other, NOW + LEASE_MS).run(), 1);
    assert.equal(receiver.received.length, 2);
    const [first, second] = receiver.received;
    assert.equal(first?.headers['kazasu-event-id'], second?.headers['kazasu-event-id']);
    assert.deepEqual([first?.headers['kazasu-attempt'], second?.headers['kazasu-attempt']], ['1', '2']);
    assert.equal((await deliveries(deps, place))[0]?.state, 'delivered');
  });

  test('numbers of events that happen at the same time follow each other without gaps', async () => {
    const [deps, other] = await pair();
    const events = await Promise.all(
      Array.from({ length: 40 }, (_, i) => happen(i % 2 === 0 ? deps : other, `person-${i}`)),
    );
    const numbers = events.map(({ number }) => number).sort((a, b) => a - b);
    assert.deepEqual(
      numbers,
      Array.from({ length: 40 }, (_, i) => i + 1),
    );
  });
}

/** Another process at some time; couriers have metrics of their own, as processes do. */
function courierAt(deps: TestCourierDeps, time: number) {
  return createCourier({ ...deps, clock: settableClock(time), metrics: createMetrics('verifier') });
}

describe('on PostgreSQL', { skip: postgresMissing() }, () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());
  races(async () => ({ databaseUrl: await postgres.createDatabase(), connections: 8 }));
});
