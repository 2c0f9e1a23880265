import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { createWorld, type Member, must } from '../testing/index.ts';
import { fillDeliveries } from './testing/fill.ts';
import { startReceiver } from './testing/receiver.ts';

const world = await createWorld();
const receiver = await startReceiver();
after(async () => {
  await world.close();
  await receiver.close();
});
const city = await world.tenant();
const stranger = await world.tenant();
beforeEach(() => {
  receiver.received.length = 0;
});

const REQUEST = { url: receiver.url, eventTypes: ['certificate.revoked'] };

interface Made {
  readonly webhook: { readonly webhookId: string };
  readonly secret: string;
}

async function made(member: Member, changes: object = {}): Promise<Made> {
  return (await must(201, await member.post('/v1/webhooks', { ...REQUEST, ...changes }))) as Made;
}

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, ((await response.json()) as { code: string }).code];
}

const json = { 'content-type': 'application/json' };

test('a webhook is made, read, changed and deleted; its secret is shown once', async () => {
  const { webhook, secret } = await made(city, { description: '住民課' });
  assert.match(secret, /^whsec_[A-Za-z0-9_-]{43}$/);
  const path = `/v1/webhooks/${webhook.webhookId}`;
  const read = await must(200, await city.ask(path));
  assert.deepEqual(read, webhook);
  assert.ok(!JSON.stringify(read).includes(secret.slice(6)));
  const change = { ...REQUEST, eventTypes: ['consent.ended'], description: '' };
  const put = await city.ask(path, { method: 'PUT', headers: json, body: JSON.stringify(change) });
  const changed = (await must(200, put)) as { eventTypes: string[] };
  assert.deepEqual(changed.eventTypes, ['consent.ended']);
  assert.equal((await city.ask(path, { method: 'DELETE' })).status, 204);
  assert.deepEqual(await codeOf(await city.ask(path)), [404, 'webhook-unknown']);
  assert.ok(world.lines.every((line) => !line.includes(secret.slice(6))));
});

test('a test event arrives with the next turn, is in the log, and can be sent again', async () => {
  const { webhook } = await made(city);
  const path = `/v1/webhooks/${webhook.webhookId}`;
  const sent = (await must(202, await city.post(`${path}/test`, {}))) as {
    deliveryId: string;
    eventId: string;
  };
  assert.deepEqual(await codeOf(await city.post(`${path}/deliveries/${sent.deliveryId}/resend`, {})), [
    409,
    'delivery-waiting',
  ]);
  await world.verifier.sweep();
  assert.equal(receiver.received.length, 1);
  const body = JSON.parse(receiver.received[0]?.body ?? '') as { type: string; id: string; data: object };
  assert.deepEqual(
    [body.type, body.id, body.data],
    ['webhook.test', sent.eventId, { webhookId: webhook.webhookId }],
  );
  const again = (await must(202, await city.post(`${path}/deliveries/${sent.deliveryId}/resend`, {}))) as {
    deliveryId: string;
    eventId: string;
  };
  assert.equal(again.eventId, sent.eventId);
  await world.verifier.sweep();
  assert.equal(receiver.received.length, 2);
  assert.equal(receiver.received[1]?.body, receiver.received[0]?.body);
  const log = (await must(200, await city.ask(`${path}/deliveries`))) as { deliveries: { state: string }[] };
  assert.deepEqual(
    log.deliveries.map(({ state }) => state),
    ['delivered', 'delivered'],
  );
  const detail = (await must(200, await city.ask(`${path}/deliveries/${sent.deliveryId}`))) as {
    log: { number: number; status: number }[];
  };
  assert.deepEqual(
    detail.log.map(({ number, status }) => [number, status]),
    [[1, 204]],
  );
});

test('a test that did not arrive is sent at once when it is asked for again, and no other is made', async () => {
  const { webhook } = await made(city);
  const path = `/v1/webhooks/${webhook.webhookId}`;
  const ask = async () => (await must(202, await city.post(`${path}/test`, {}))) as { deliveryId: string };
  const quick = receiver.answer;
  receiver.answer = (_request, response) => response.writeHead(500).end();
  const first = await ask();
  await world.verifier.sweep();
  assert.equal(receiver.received.length, 1);
  await world.verifier.sweep();
  assert.equal(receiver.received.length, 1, 'not before its time');
  receiver.answer = quick;
  assert.deepEqual(await ask(), first);
  await world.verifier.sweep();
  assert.equal(receiver.received.length, 2);
  assert.notEqual((await ask()).deliveryId, first.deliveryId, 'that one arrived');
  await world.verifier.sweep();
});

test('nothing is sent again by hand for a tenant for whom a thousand deliveries wait', async () => {
  const member = await world.tenant();
  const { webhook } = await made(member);
  const { webhookId } = webhook;
  const path = `/v1/webhooks/${webhookId}`;
  const { deliveryId } = (await must(202, await member.post(`${path}/test`, {}))) as { deliveryId: string };
  await world.verifier.sweep();
  const place = { tenantId: member.tenantId, webhookId };
  const dueAt = world.authority.clock.now() + 60_000;
  await fillDeliveries(world.store, place, { count: 999, dueAt });
  const resend = () => member.post(`${path}/deliveries/${deliveryId}/resend`, {});
  await must(202, await resend());
  const answer = await resend();
  const problem = (await answer.json()) as { code: string; limit: number };
  assert.deepEqual([answer.status, problem.code, problem.limit], [409, 'delivery-limit', 1_000]);
  assert.equal((await member.ask(path, { method: 'DELETE' })).status, 204);
});

test('deliveries come in pages, newest first, and by their state', async () => {
  const { webhook } = await made(city);
  const path = `/v1/webhooks/${webhook.webhookId}`;
  const sent = (await must(202, await city.post(`${path}/test`, {}))) as { deliveryId: string };
  await world.verifier.sweep();
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) {
    const resent = await city.post(`${path}/deliveries/${sent.deliveryId}/resend`, {});
    ids.unshift(((await must(202, resent)) as { deliveryId: string }).deliveryId);
    world.authority.clock.advance(i % 2 === 0 ? 1_000 : 0);
  }
  type Page = { deliveries: { deliveryId: string }[]; next?: string };
  const found: string[] = [];
  for (let before: string | undefined = ''; before !== undefined; ) {
    const query: string = before === '' ? '' : `&before=${before}`;
    const page = (await must(
      200,
      await city.ask(`${path}/deliveries?limit=2&state=waiting${query}`),
    )) as Page;
    found.push(...page.deliveries.map(({ deliveryId }) => deliveryId));
    before = page.next;
  }
  assert.deepEqual([...found].sort(), [...ids].sort());
  assert.deepEqual(await must(200, await city.ask(`${path}/deliveries?state=dead`)), { deliveries: [] });
  await world.verifier.sweep();
});

test('another tenant’s webhooks, deliveries and events are neither seen nor touched', async () => {
  const { webhook } = await made(city);
  const path = `/v1/webhooks/${webhook.webhookId}`;
  const { deliveryId } = (await must(202, await city.post(`${path}/test`, {}))) as { deliveryId: string };
  const own = await made(stranger);
  const put = { method: 'PUT', headers: json, body: JSON.stringify(REQUEST) };
  const answers = [
    await stranger.ask(path),
    await stranger.ask(path, put),
    await stranger.ask(path, { method: 'DELETE' }),
    await stranger.post(`${path}/secret`, {}),
    await stranger.post(`${path}/test`, {}),
    await stranger.ask(`${path}/deliveries`),
    await stranger.ask(`${path}/deliveries/${deliveryId}`),
    await stranger.post(`${path}/deliveries/${deliveryId}/resend`, {}),
  ];
  for (const answer of answers) assert.deepEqual(await codeOf(answer), [404, 'webhook-unknown']);
  const mixed = `/v1/webhooks/${own.webhook.webhookId}/deliveries/${deliveryId}`;
  assert.deepEqual(await codeOf(await stranger.ask(mixed)), [404, 'delivery-unknown']);
  assert.deepEqual(await codeOf(await stranger.post(`${mixed}/resend`, {})), [404, 'delivery-unknown']);
  const list = (await must(200, await stranger.ask('/v1/webhooks'))) as { webhooks: { webhookId: string }[] };
  assert.deepEqual(
    list.webhooks.map(({ webhookId }) => webhookId),
    [own.webhook.webhookId],
  );
  const { events } = (await must(200, await stranger.ask('/v1/events'))) as { events: unknown[] };
  assert.deepEqual(events, []);
});

test('addresses that may not be told are refused when they are named, on a verifier that is reached from outside', async () => {
  const open = await createWorld({ baseUrl: 'https://verifier.example' });
  const member = await open.tenant();
  for (const url of [
    'http://example.com/',
    receiver.url,
    'https://127.0.0.1/',
    'https://10.1.2.3/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://user:secret@example.com/',
    'https://example.com/#part',
    'ftp://example.com/',
    'no address',
  ]) {
    const answer = await member.post('/v1/webhooks', { ...REQUEST, url });
    assert.deepEqual(await codeOf(answer), [422, 'webhook-address'], url);
  }
  assert.equal(
    (await member.post('/v1/webhooks', { ...REQUEST, url: 'https://example.com/hook' })).status,
    201,
  );
  await open.close();
});

test('a tenant is not told whether a name leads into the operator’s network or nowhere; the operator’s log says it', async () => {
  const open = await createWorld({ baseUrl: 'https://verifier.example' });
  const member = await open.tenant();
  const { webhook } = await made(member, { url: 'https://localhost:1/' });
  const path = `/v1/webhooks/${webhook.webhookId}`;
  const { deliveryId } = (await must(202, await member.post(`${path}/test`, {}))) as { deliveryId: string };
  await open.verifier.sweep();
  const told = async () => {
    const detail = await must(200, await member.ask(`${path}/deliveries/${deliveryId}`));
    return (detail as { log: { code: string }[] }).log.map(({ code }) => code);
  };
  assert.deepEqual(await told(), ['unreachable']);
  assert.ok(
    open.lines.some((line) => line.includes('webhook.unanswered') && line.includes('outbound/address')),
  );
  for (const [kept, code] of [
    ['outbound/failed', 'unreachable'],
    ['outbound/late', 'late'],
  ] as const) {
    await open.store.run('UPDATE verifier_delivery_attempt SET code = $1', [kept]);
    assert.deepEqual(await told(), [code]);
  }
  await open.close();
});

test('a tenant has twenty webhooks at most, and no event types that there are not', async () => {
  const member = await world.tenant();
  for (let i = 0; i < 20; i++) await made(member);
  assert.deepEqual(await codeOf(await member.post('/v1/webhooks', REQUEST)), [409, 'webhook-limit']);
  for (const eventTypes of [[], ['webhook.test'], ['*'], 'certificate.revoked']) {
    const answer = await member.post('/v1/webhooks', { ...REQUEST, eventTypes });
    assert.deepEqual(await codeOf(answer), [400, 'request-invalid']);
  }
});

test('what was told is forgotten after thirty days', async () => {
  const member = await world.tenant();
  const { webhook } = await made(member);
  await must(202, await member.post(`/v1/webhooks/${webhook.webhookId}/test`, {}));
  await world.verifier.sweep();
  world.authority.clock.advance(30 * 86_400_000 + 1);
  await world.verifier.sweep();
  assert.deepEqual(await must(200, await member.ask('/v1/events')), { events: [] });
  for (const table of ['event', 'delivery', 'delivery_attempt']) {
    assert.deepEqual(await world.store.run(`SELECT * FROM verifier_${table}`), [], table);
  }
});
