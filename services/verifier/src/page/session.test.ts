import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createWorld, type Member, must, type World } from '../testing/index.ts';
import { cookieOf, enter, linkFor, post, visitor } from './testing/index.ts';

const HOUR = 3_600_000;
const NO_KEY = `kzv_${'0'.repeat(16)}_${'A'.repeat(43)}`;
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
let world: World;
let city: Member;

before(async () => {
  world = await createWorld();
  city = await world.tenant({ name: '架空<市>' });
});
after(() => world.close());

test('whoever is not signed in sees the way in and nothing else, wherever they look', async () => {
  const paths = [
    '',
    '/verifications',
    `/verifications/${UNKNOWN}`,
    '/usage',
    '/webhooks',
    '/keys',
    '/nowhere',
  ];
  for (const path of paths) {
    for (const cookie of [
      '',
      'kazasu-console=x',
      `kazasu-console=${'A'.repeat(43)}`,
      `kazasu-console=${'A'.repeat(5000)}`,
    ]) {
      const response = await world.ask(`/console${path}`, { headers: { cookie } });
      const text = await response.text();
      assert.equal(response.status, 401, path);
      assert.ok(text.includes('name="key"') && !text.includes('架空'));
    }
  }
  for (const path of ['/keys', '/sign-out', `/verifications/${UNKNOWN}/items`]) {
    assert.equal((await post(world, `/console${path}`, { form: 'x.y' })).status, 401, path);
  }
});

test('a key that is none, has ended, or lacks the scope opens nothing; nor does a form from elsewhere', async () => {
  const reader = await city.key(['read']);
  const ended = await city.key(['read', 'console']);
  await must(204, await city.ask(`/v1/keys/${ended.split('_')[1]}`, { method: 'DELETE' }));
  for (const key of ['', 'x', NO_KEY, `${city.token}x`, ended, reader]) {
    const response = await post(world, '/console/sign-in', { key });
    assert.equal(response.status, 403);
    assert.deepEqual(response.headers.getSetCookie(), []);
    assert.ok(key.length < 9 || !(await response.text()).includes(key));
  }
  for (const elsewhere of [{ 'sec-fetch-site': 'same-site' }, { origin: 'http://evil.example' }]) {
    assert.equal((await post(world, '/console/sign-in', { key: city.token }, elsewhere)).status, 403);
  }
  const inAddress = await world.ask(`/console?key=${city.token}`);
  assert.deepEqual([inAddress.status, inAddress.headers.getSetCookie()], [401, []]);
});

test('a session ends at once when its key ends, when its tenant ends, when it is left, and after a working day', async () => {
  const key = await city.key(['read', 'console']);
  const byKey = await enter(world, key);
  const left = await enter(world, city.token);
  const kept = await enter(world, city.token);
  await byKey.read('/console');
  await must(204, await city.ask(`/v1/keys/${key.split('_')[1]}`, { method: 'DELETE' }));
  assert.equal((await byKey.get('/console')).status, 401);
  assert.equal((await left.submit('/console', '/console/sign-out')).status, 303);
  assert.equal((await left.get('/console')).status, 401);
  await kept.read('/console');
  const { clock } = world.authority;
  clock.advance(8 * HOUR - 1);
  await kept.read('/console');
  clock.advance(1);
  assert.equal((await kept.get('/console')).status, 401);

  const ending = await world.tenant();
  const [one, other] = [await enter(world, ending.token), await byLink(ending)];
  await one.read('/console');
  await other.read('/console');
  await must(204, await world.operate('DELETE', `/admin/tenants/${ending.tenantId}`));
  assert.deepEqual([(await one.get('/console')).status, (await other.get('/console')).status], [401, 401]);
  assert.equal(
    (await world.operate('POST', `/admin/tenants/${ending.tenantId}/console-links`, {})).status,
    409,
  );
});

test('a key that runs out or is rotated takes its sessions with it when it opens nothing more', async () => {
  const { clock } = world.authority;
  const made = await city.post('/v1/keys', {
    name: 'k',
    scopes: ['read', 'console'],
    expiresAt: clock.now() + HOUR,
  });
  const { token } = (await must(201, made)) as { token: string };
  const visit = await enter(world, token);
  clock.advance(HOUR - 1);
  await visit.read('/console');
  clock.advance(1);
  assert.equal((await visit.get('/console')).status, 401);
  const old = await city.key(['read', 'console']);
  const before = await enter(world, old);
  await must(201, await city.post(`/v1/keys/${old.split('_')[1]}/rotation`, { overlapSeconds: 60 }));
  await before.read('/console');
  clock.advance(60_000);
  assert.equal((await before.get('/console')).status, 401);
});

async function byLink(member: Member, body: unknown = {}) {
  const response = await post(world, '/console/enter', { code: await linkFor(world, member, body) });
  assert.equal(response.status, 303);
  return visitor(world, cookieOf(response));
}

test('a link opens the console once, within its time, with the scopes that the operator gave it', async () => {
  const code = await linkFor(world, city);
  // Programs that only look at the address have not even the code, and use nothing up.
  assert.equal((await world.ask('/console/enter')).status, 200);
  assert.equal(
    (await post(world, '/console/enter', { code }, { 'sec-fetch-site': 'cross-site' })).status,
    403,
  );
  const first = await post(world, '/console/enter', { code });
  assert.equal(first.status, 303);
  assert.equal((await post(world, '/console/enter', { code })).status, 403);
  assert.equal((await post(world, '/console/enter', { code: 'x' })).status, 403);
  const late = await linkFor(world, city, { expiresInSeconds: 30 });
  world.authority.clock.advance(30_000);
  assert.equal((await post(world, '/console/enter', { code: late })).status, 403);
  const reader = await byLink(city, { scopes: ['read'] });
  await reader.read('/console');
  assert.equal((await reader.get('/console/keys')).status, 403);
  assert.equal((await reader.get('/console/webhooks')).status, 403);
  const asTenant = await city.ask(`/admin/tenants/${city.tenantId}/console-links`, {
    method: 'POST',
    body: '{}',
  });
  assert.equal(asTenant.status, 401);
});

test('where the console is reached over TLS its cookie is sent over TLS alone, and is of this very host', async () => {
  const behind = await createWorld({ baseUrl: 'https://verifier.example' });
  const member = await behind.tenant();
  const signIn = await post(behind, '/console/sign-in', { key: member.token });
  assert.equal(signIn.headers.get('location'), '/console');
  const [header = ''] = signIn.headers.getSetCookie();
  assert.match(
    header,
    /^__Host-kazasu-console=[\w-]{43}; Path=\/; Secure; Max-Age=28800; HttpOnly; SameSite=Strict$/,
  );
  const [cookie = ''] = header.split(';', 1);
  const look = async (brought: string) =>
    (await behind.ask('/console', { headers: { cookie: brought } })).status;
  assert.equal(await look(cookie), 200);
  assert.equal(await look(cookie.replace('__Host-', '')), 401, 'one that TLS did not protect');
  assert.equal(await look(`${cookie}; ${cookie}`), 401);
  await behind.close();
});

test('a form without its token, with another’s, or sent from another site does nothing; one sent twice is done once', async () => {
  const [mine, theirs] = [await enter(world, city.token), await enter(world, city.token)];
  const names = async () => {
    const { keys } = (await must(200, await city.ask('/v1/keys'))) as { keys: { name: string }[] };
    return keys.filter(({ name }) => name === 'made-here').length;
  };
  const fields = { name: 'made-here', 'scope-read': 'yes' };
  const form = await mine.tokenOn('/console/keys', '/console/keys');
  const foreign = await theirs.tokenOn('/console/keys', '/console/keys');
  const other = await mine.tokenOn('/console/keys', '/console/sign-out');
  for (const token of ['', 'x.y', `${form}.x`, foreign, other]) {
    assert.equal((await mine.send('/console/keys', { ...fields, form: token })).status, 403);
  }
  for (const site of ['same-site', 'cross-site', 'none']) {
    const headers = { 'sec-fetch-site': site };
    assert.equal((await mine.send('/console/keys', { ...fields, form }, headers)).status, 403);
  }
  assert.equal(await names(), 0);
  const sent = await Promise.all([1, 2, 3].map(() => mine.send('/console/keys', { ...fields, form })));
  assert.deepEqual(sent.map(({ status }) => status).sort(), [200, 409, 409]);
  assert.equal(await names(), 1);
});

test('pages are under the strictest policy, are kept by nobody, and no secret of a session is in the log', async () => {
  const code = await linkFor(world, city);
  const response = await post(world, '/console/enter', { code });
  const cookie = cookieOf(response);
  const page = await visitor(world, cookie).get('/console/keys');
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.ok(policy.includes("default-src 'none'") && !policy.includes('unsafe'));
  assert.deepEqual(
    ['cache-control', 'referrer-policy', 'x-frame-options'].map((name) => page.headers.get(name)),
    ['no-store', 'no-referrer', 'DENY'],
  );
  const text = await page.text();
  assert.doesNotMatch(text, /<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|javascript:/);
  assert.ok(text.includes('架空&lt;市&gt;') && !text.includes('架空<市>'));
  const log = world.lines.join('');
  for (const secret of [code, cookie.split('=')[1] ?? '', city.token, NO_KEY])
    assert.ok(!log.includes(secret));
  const stored = JSON.stringify([
    await world.store.run('SELECT * FROM verifier_console_session'),
    await world.store.run('SELECT * FROM verifier_console_link'),
  ]);
  assert.ok(!stored.includes(cookie.split('=')[1] ?? '') && !stored.includes(code));
});
