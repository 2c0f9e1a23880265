import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forwarding } from '@kazasu/server/http';
import { APP_PATHS, type AppTransaction } from '../api/index.ts';
import { openAuthority, type TestAuthority } from '../testing/authority.ts';
import { begin, connectionFrom, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';
import { browserOf, systemOf } from './user-agent.ts';

let authority: TestAuthority;
let world: World;
before(async () => {
  authority = await openAuthority({});
  world = await createWorld({ authority });
});
after(async () => {
  await world.close();
  await authority.close();
});

const CHROME = {
  'user-agent':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  'sec-ch-ua': '"Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140"',
  'sec-ch-ua-platform': '"Windows"',
};

async function told(from: Parameters<typeof begin>[2], phoneAddress?: string) {
  const browser = await begin(world.provider.app, { scope: 'openid' }, from);
  const phone = await openPhone(world.provider.app, await browser.linkCode(), phoneAddress);
  const rows = await world.store.run('SELECT * FROM provider_transaction WHERE id = $1', [browser.id]);
  return { browser, phone, askedFrom: phone.transaction.askedFrom, row: rows[0] ?? {} };
}

test('the app is told the families and the network of the browser that began, and whether the network is its own', async () => {
  const { askedFrom, phone } = await told({ headers: CHROME, address: '203.0.113.9' }, '203.0.113.9');
  const expected = { browser: 'Chrome', system: 'Windows', network: 'same', address: '203.0.113.0/24' };
  assert.deepEqual(askedFrom, expected);
  assert.deepEqual((await phone.resume()).askedFrom, expected, 'also after a reload from elsewhere');
});

test('somebody else’s browser is at another address, whoever claims what', async () => {
  const lying = { ...CHROME, 'x-forwarded-for': '203.0.113.9' };
  const { askedFrom } = await told({ headers: lying, address: '198.51.100.7' }, '203.0.113.9');
  assert.deepEqual([askedFrom.network, askedFrom.address], ['other', '198.51.100.0/24']);
  const neighbour = await told({ headers: CHROME, address: '203.0.113.10' }, '203.0.113.9');
  assert.equal(neighbour.askedFrom.network, 'other', 'the shown network is shared by many');
});

test('behind proxies nobody gets past them to choose where they seem to be, and strangers are not all the proxy', async () => {
  const asked = async (behind: World, socket: string, header: string | undefined) => {
    const { app } = behind.provider;
    const headers = { ...CHROME, ...(header !== undefined && { 'x-forwarded-for': header }) };
    const browser = await begin(app, { scope: 'openid' }, { headers, address: socket });
    const opening = {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': header === undefined ? 'unknown' : '203.0.113.9',
      },
      body: JSON.stringify({ code: await browser.linkCode() }),
    };
    const opened = await app.request(`/api${APP_PATHS.open}`, opening, connectionFrom('10.0.0.1'));
    const { network, address } = ((await opened.json()) as AppTransaction).askedFrom;
    return [network, address];
  };
  const own = await createWorld({ authority, trustedProxies: 1 });
  const named = forwarding({ proxies: 1, networks: ['10.0.0.0/8'] });
  const behind = await createWorld({ authority, forwarding: named });
  for (const either of [own, behind]) {
    assert.deepEqual(await asked(either, '10.0.0.1', '203.0.113.9'), ['same', '203.0.113.0/24']);
    assert.deepEqual(await asked(either, '10.0.0.1', '198.51.100.7'), ['other', '198.51.100.0/24']);
    assert.deepEqual(await asked(either, '10.0.0.1', undefined), ['other', undefined], 'neither is known');
  }
  assert.deepEqual(await asked(behind, '198.51.100.66', '203.0.113.9'), ['other', '198.51.100.0/24']);
  await Promise.all([own.close(), behind.close()]);
});

test('nothing is made up where nothing is known', async () => {
  const { askedFrom } = await told({ headers: { 'user-agent': 'curl/8.0 <b>' } });
  assert.deepEqual(askedFrom, { network: 'other' });
});

test('neither address nor families stand in the store in the clear, and they are gone with the answer', async () => {
  const { browser, phone, row } = await told({ headers: CHROME, address: '203.0.113.9' }, '203.0.113.9');
  const kept = JSON.stringify(row);
  for (const text of [
    '203.0',
    'Chrome',
    'Windows',
    Buffer.from('203.0.113').toString('base64url').slice(0, 8),
  ]) {
    assert.ok(!kept.includes(text), text);
  }
  await phone.decide(false);
  await browser.answer();
  const [after] = await world.store.run('SELECT asked_from FROM provider_transaction WHERE id = $1', [
    browser.id,
  ]);
  assert.equal(after?.asked_from, null);
  assert.ok(!world.lines.join('').includes('203.0'), 'and no address reaches the log');
});

test('families are read from what browsers really send', () => {
  const webkit = (system: string, rest: string) =>
    `Mozilla/5.0 (${system}) AppleWebKit/605.1.15 (KHTML, like Gecko) ${rest}`;
  const rows = [
    [webkit('Windows NT 10.0; Win64; x64', 'Chrome/140.0 Safari/537.36 Edg/140.0'), 'Edge', 'Windows'],
    [webkit('Macintosh; Intel Mac OS X 10_15_7', 'Version/18.0 Safari/605.1.15'), 'Safari', 'macOS'],
    [
      webkit('iPhone; CPU iPhone OS 18_0 like Mac OS X', 'Version/18.0 Mobile/15E148 Safari/604.1'),
      'Safari',
      'iOS',
    ],
    [
      webkit('iPhone; CPU iPhone OS 18_0 like Mac OS X', 'CriOS/140.0 Mobile/15E148 Safari/604.1'),
      'Chrome',
      'iOS',
    ],
    [webkit('Linux; Android 15; Pixel', 'Chrome/140.0 Mobile Safari/537.36'), 'Chrome', 'Android'],
    [
      webkit('Linux; Android 15', 'SamsungBrowser/28.0 Chrome/130.0 Mobile Safari/537.36'),
      'Samsung Internet',
      'Android',
    ],
    [webkit('X11; CrOS x86_64 14541.0.0', 'Chrome/140.0 Safari/537.36'), 'Chrome', 'ChromeOS'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox', 'Linux'],
    ['curl/8.0', undefined, undefined],
    [`${'x'.repeat(600)} Firefox/140.0`, undefined, undefined],
  ] as const;
  for (const [agent, browser, system] of rows) {
    const header = (name: string) => (name === 'User-Agent' ? agent : undefined);
    assert.deepEqual([browserOf(header), systemOf(header)], [browser, system], agent.slice(0, 120));
  }
  const hints = new Map([
    ['Sec-CH-UA', '"Chromium";v="140", "Microsoft Edge";v="140"'],
    ['Sec-CH-UA-Platform', '"macOS"'],
    ['User-Agent', 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36'],
  ]);
  assert.deepEqual(
    [browserOf((name) => hints.get(name)), systemOf((name) => hints.get(name))],
    ['Edge', 'macOS'],
  );
});
