import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { authPath } from '../../testing/clients.ts';
import { flowsOf, INSPECTED, look } from '../../testing/inspected.ts';
import { createWorld, type World } from '../../testing/world.ts';

let world: World;
let flow: string;

before(async () => {
  world = await createWorld(INSPECTED);
  await world.provider.app.request(authPath({ client_id: 'RPnobody' }));
  flow = `/flows/${(await flowsOf(world))[0]?.id}`;
});
after(() => world.close());

const from = (remoteAddress: string | undefined) => ({ incoming: { socket: { remoteAddress } } });

test('somebody at this machine sees the pages', async () => {
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.8.9.10']) {
    assert.equal((await look(world.provider.app, flow, {}, from(address))).status, 200, address);
  }
  for (const host of ['localhost:4001', '127.0.0.1:4001', '[::1]:4001', 'LOCALHOST']) {
    assert.equal((await look(world.provider.app, flow, { host })).status, 200, host);
  }
});

const PATHS = ['', '/part', '/find?id=x', '/requests/x', '/inspector.js', '/inspector.css'];

test('nobody else does, whatever they ask for', async () => {
  for (const address of [
    '192.168.1.5',
    '203.0.113.9',
    '::ffff:10.0.0.1',
    '2001:db8::1',
    '1270.0.0.1',
    undefined,
  ]) {
    for (const path of [flow, `${flow}/part`, ...PATHS]) {
      const response = await look(world.provider.app, path, {}, from(address));
      assert.equal(response.status, 403, `${path} from ${address}`);
      assert.equal(response.headers.get('cross-origin-resource-policy'), 'same-origin');
      assert.doesNotMatch(await response.text(), /RPnobody|Client not found/);
    }
  }
  assert.equal((await look(world.provider.app, flow, {}, {})).status, 403, 'no connection that is known');
});

test('no name but this machine’s own will do, so that no other site can come in its name', async () => {
  for (const host of [
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.168.1.5:4001',
    'localhost:x',
    '',
  ]) {
    assert.equal((await look(world.provider.app, flow, { host })).status, 403, host);
  }
});

test('whoever comes through a proxy is not at this machine', async () => {
  for (const header of ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']) {
    assert.equal((await look(world.provider.app, flow, { [header]: '127.0.0.1' })).status, 403, header);
  }
});

test('a page of another origin cannot read, even of this machine; a link may lead here', async () => {
  for (const site of ['cross-site', 'same-site']) {
    const fetched = { 'sec-fetch-site': site, 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' };
    assert.equal((await look(world.provider.app, `${flow}/part`, fetched)).status, 403);
    const script = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' };
    assert.equal((await look(world.provider.app, '/inspector.js', script)).status, 403);
    const framed = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' };
    assert.equal((await look(world.provider.app, flow, framed)).status, 403);
    const followed = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    assert.equal((await look(world.provider.app, flow, followed)).status, 200);
  }
  assert.equal(
    (await look(world.provider.app, `${flow}/part`, { origin: 'http://localhost:4002' })).status,
    403,
  );
});

test('the pages are strict: no cache, no frame, no other origin, nothing inline', async () => {
  for (const path of [flow, `${flow}/part`, '', '/part', '/inspector.js']) {
    const { headers } = await look(world.provider.app, path);
    assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin', path);
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin', path);
    assert.equal(headers.get('x-frame-options'), 'DENY', path);
    assert.equal(headers.get('access-control-allow-origin'), null, path);
    assert.equal(headers.get('referrer-policy'), 'no-referrer', path);
    assert.match(
      headers.get('content-security-policy') ?? '',
      /default-src 'none'.*frame-ancestors 'none'/,
      path,
    );
    assert.doesNotMatch(headers.get('content-security-policy') ?? '', /unsafe/, path);
  }
  const page = await (await look(world.provider.app, flow)).text();
  assert.doesNotMatch(page, /<script(?![^>]*src=)|<style| on[a-z]+="| style="/);
});

test('what was sent is text on the pages, never markup', async () => {
  const evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
  await world.provider.app.request(
    authPath({ client_id: evil, scope: evil, state: evil, redirect_uri: `https://rp.example/${evil}` }),
  );
  await world.provider.app.request(
    `/api/realms/main/protocol/openid-connect/auth?${encodeURIComponent(evil)}=1&client_id=RPx`,
  );
  for (const { id } of await flowsOf(world)) {
    const page = await (await look(world.provider.app, `/flows/${id}`)).text();
    assert.doesNotMatch(page, /<img|alert\(2\)<\/script>|<script>/);
  }
  assert.doesNotMatch(await (await look(world.provider.app, '')).text(), /<img|<script>/);
});

test('what is not there is told as that, in both languages', async () => {
  for (const [lang, says] of [
    ['ja', /この手続きの記録はありません/],
    ['en', /There is no record/],
  ] as const) {
    const gone = await look(world.provider.app, `/flows/${crypto.randomUUID()}?lang=${lang}`);
    assert.equal(gone.status, 404);
    assert.match(await gone.text(), says);
  }
  const early = await look(world.provider.app, `/requests/${crypto.randomUUID()}`);
  assert.equal(early.headers.get('refresh'), '2', 'it looks again by itself');
});
