import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openStore } from '@kazasu/server/store';
import { CLIENT } from '../testing/clients.ts';
import { TEST_SETTINGS } from '../testing/test-deps.ts';
import { begin } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';
import { openProviderStatus } from './index.ts';
import type { ProviderStatus } from './status.ts';
import { providerStatusPage } from './status-page.ts';

const TRUST = { version: 2, document: '{}', digest: '1'.repeat(64), madeAt: 0 };

let world: World;
before(async () => {
  world = await createWorld();
});
after(() => world.close());

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
const ask = (path: string, headers: Record<string, string> = {}) =>
  world.provider.app.request(path, { headers });

test('the status is told to who has the admin token, as a bearer or as a browser’s password, and to nobody else', async () => {
  const { adminToken } = TEST_SETTINGS;
  for (const path of ['/status', '/status.json']) {
    for (const headers of [
      {},
      basic(`admin:${adminToken}x`),
      basic(adminToken),
      basic(':'),
      { authorization: 'Basic !' },
      { authorization: `Bearer ${adminToken}x` },
    ]) {
      const refused = await ask(path, headers as Record<string, string>);
      assert.equal(refused.status, 401);
      assert.match(refused.headers.get('www-authenticate') ?? '', /^Basic realm="status"/);
      assert.doesNotMatch(await refused.text(), /database|version/i);
    }
    for (const headers of [basic(`admin:${adminToken}`), { authorization: `Bearer ${adminToken}` }]) {
      const told = await ask(path, headers);
      assert.equal(told.status, 200);
      assert.equal(told.headers.get('cache-control'), 'no-store');
    }
  }
});

test('it says how each part is, what was asked lately, and which keys there are; nothing of a login or a client', async () => {
  const headers = basic(`admin:${TEST_SETTINGS.adminToken}`);
  await begin(world.provider.app);
  await world.provider.sweep();
  const read = async () => (await (await ask('/status.json', headers)).json()) as ProviderStatus;
  const first = await read();
  assert.equal(first.ready, true);
  assert.deepEqual(
    first.parts.map(({ name, state }) => [name, state]),
    [
      ['database', 'well'],
      ['keys', 'well'],
      ['trust', 'well'],
      ['authority', 'unknown'],
      ['audit', 'well'],
    ],
  );
  for (let i = 0; i < 3; i++) await ask('/healthz');
  const second = await read();
  const lately = ({ recent }: ProviderStatus) => recent.find(({ minutes }) => minutes === 5);
  assert.equal(
    (lately(second)?.requests ?? 0) - (lately(first)?.requests ?? 0),
    4,
    'three, and the look before',
  );
  assert.equal(lately(second)?.failed, 0);
  assert.equal(second.database.engine, 'sqlite');
  assert.ok(second.database.milliseconds !== undefined && second.database.most === 1);
  const purposes = second.keys.map(({ purpose, state }) => `${purpose} ${state}`);
  assert.ok(purposes.includes('id-token current'), purposes.join());
  assert.match(second.version, /^\d+\.\d+/);
  for (const lang of ['ja', 'en']) {
    const page = await (await ask(`/status?lang=${lang}`, headers)).text();
    assert.match(page, lang === 'ja' ? /要求を受け付けています/ : /This node takes requests/);
    assert.ok(!page.includes(CLIENT.clientId) && !page.includes(CLIENT.name));
    assert.doesNotMatch(page, /<script|style="/);
  }
});

test('what is at fault is named, and the page says that the node takes no requests', async () => {
  const store = await openStore({ file: ':memory:' });
  const texts = ['kazasu_audit_intact{service="provider"} 0', ''].join('\n');
  const source = openProviderStatus({
    store,
    clock: world.clock,
    metrics: { ...world.provider.metrics, text: async () => texts },
    audit: { head: () => Promise.reject(new Error('away')) },
    keys: { fault: () => 'keys/stale' },
    trust: { fault: () => 'trust/refused', kept: () => TRUST },
    config: { fourEyes: true },
  });
  await store.close();
  const status = await source.read();
  assert.equal(status.ready, false);
  assert.deepEqual(
    status.parts.map(({ name, state, code }) => [name, state, code]),
    [
      ['database', 'fault', 'store/unavailable'],
      ['keys', 'fault', 'keys/stale'],
      ['trust', 'fault', 'trust/refused'],
      ['authority', 'unknown', undefined],
      ['audit', 'fault', 'audit/damaged'],
    ],
  );
  assert.match(String(providerStatusPage(status, 'ja')), /要求を受け付けられない状態です.*keys\/stale/su);
  assert.match(String(providerStatusPage(status, 'en')), /should be given no requests/);
  assert.match(String(providerStatusPage(status, 'ja')), /2人の管理者の承認が必要です/);
});
