import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Problem } from '../problem/index.ts';
import { createWorld, type Member, must, type World } from '../testing/index.ts';
import { SCOPES } from './scope.ts';

let world: World;
let member: Member;
before(async () => {
  world = await createWorld();
  member = await world.tenant();
});
after(() => world.close());

interface Made {
  readonly key: { readonly keyId: string; readonly scopes: readonly string[]; readonly active: boolean };
  readonly token: string;
}

const asking = (token: string, path = '/v1/verifications', init: RequestInit = {}) =>
  world.ask(path, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
const codeOf = async (response: Response) => ((await response.json()) as Problem).code;
const keysOf = async (one: Member) =>
  ((await must(200, await one.ask('/v1/keys'))) as { keys: (Made['key'] & { lastUsedDay?: string })[] }).keys;

test('a key is shown once, and what is kept of it opens nothing', async () => {
  const { key, token } = (await must(
    201,
    await member.post('/v1/keys', { name: 'n', scopes: ['read'] }),
  )) as Made;
  assert.match(token, /^kzv_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/);
  const secret = token.slice(-43);
  const listed = JSON.stringify(await keysOf(member));
  assert.ok(listed.includes(key.keyId));
  assert.ok(!listed.includes(secret));
  const rows = await world.store.run('SELECT * FROM verifier_api_key');
  assert.ok(!JSON.stringify(rows).includes(secret));
  const [row] = await world.store.run<{ secret_hash: string }>(
    'SELECT secret_hash FROM verifier_api_key WHERE key_id = $1',
    [key.keyId],
  );
  assert.equal((await asking(`kzv_${key.keyId}_${row?.secret_hash}`)).status, 401);
});

const unknown: Readonly<Record<string, () => string | undefined>> = {
  'no key': () => undefined,
  'a key of another form': () => 'secret',
  'an id that does not exist': () => `kzv_0000000000000000_${member.token.slice(-43)}`,
  'the secret of another key': () => `${member.token.slice(0, 21)}${'A'.repeat(43)}`,
  'a truncated secret': () => member.token.slice(0, -1),
  'a lengthened secret': () => `${member.token}A`,
  'the admin token': () => 'admin-token-of-the-tests',
};

for (const [name, make] of Object.entries(unknown)) {
  test(`${name} opens no route of tenants, and says how to come in`, async () => {
    const token = make();
    const response = await (token === undefined ? world.ask('/v1/verifications') : asking(token));
    assert.equal(response.status, 401);
    assert.equal(response.headers.get('www-authenticate'), 'Bearer');
    assert.equal(await codeOf(response), token === undefined ? 'key-missing' : 'key-invalid');
  });
}

test('the operator’s routes take the admin token and no key', async () => {
  assert.equal(await codeOf(await asking(member.token, '/admin/tenants')), 'operator-token');
  assert.equal((await world.operate('GET', '/admin/tenants')).status, 200);
});

test('each scope opens its own routes alone', async () => {
  const paths = { read: '/v1/verifications', keys: '/v1/keys', webhooks: '/v1/webhooks' };
  for (const scope of SCOPES) {
    const token = await member.key([scope]);
    for (const [needed, path] of Object.entries(paths)) {
      const response = await asking(token, path);
      assert.equal(response.status, needed === scope ? 200 : 403, `${scope} at ${path}`);
    }
  }
});

test('a key gives no more than it has', async () => {
  const token = await member.key(['keys', 'read']);
  const make = (scopes: readonly string[]) =>
    asking(token, '/v1/keys', { method: 'POST', body: JSON.stringify({ name: 'n', scopes }) });
  assert.equal((await make(['read'])).status, 201);
  assert.equal(await codeOf(await make(['read', 'items'])), 'scope-exceeded');
  const stronger = (await keysOf(member)).find(({ scopes }) => scopes.includes('items'));
  const rotation = await asking(token, `/v1/keys/${stronger?.keyId}/rotation`, {
    method: 'POST',
    body: '{}',
  });
  assert.equal(await codeOf(rotation), 'scope-exceeded');
});

test('a revoked key is dead at once, in a process that used it a moment ago', async () => {
  const { key, token } = (await must(
    201,
    await member.post('/v1/keys', { name: 'n', scopes: ['read'] }),
  )) as Made;
  assert.equal((await asking(token)).status, 200);
  await world.store.run('UPDATE verifier_api_key SET ends_at = $2 WHERE key_id = $1', [
    key.keyId,
    world.authority.clock.now(),
  ]);
  assert.equal((await asking(token)).status, 401);
  assert.equal((await member.ask(`/v1/keys/${key.keyId}`, { method: 'DELETE' })).status, 204);
});

test('a rotated key opens for its overlap, and is rotated once', async () => {
  const { key, token } = (await must(
    201,
    await member.post('/v1/keys', { name: 'n', scopes: ['read'] }),
  )) as Made;
  const rotate = () => member.post(`/v1/keys/${key.keyId}/rotation`, { overlapSeconds: 60 });
  const answers = await Promise.all([1, 2, 3, 4, 5].map(rotate));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409, 409]);
  const won = answers.find(({ status }) => status === 201);
  const next = (await won?.json()) as Made;
  assert.deepEqual(next.key.scopes, ['read']);
  for (const one of [token, next.token]) assert.equal((await asking(one)).status, 200);
  world.authority.clock.advance(60_000);
  assert.equal((await asking(token)).status, 401);
  assert.equal((await asking(next.token)).status, 200);
});

test('a key ends when it was to end, and with its tenant', async () => {
  const expiresAt = world.authority.clock.now() + 1_000;
  const { token } = (await must(
    201,
    await member.post('/v1/keys', { name: 'n', scopes: ['read'], expiresAt }),
  )) as Made;
  assert.equal((await asking(token)).status, 200);
  world.authority.clock.advance(1_000);
  assert.equal((await asking(token)).status, 401);
  const other = await world.tenant();
  assert.equal((await other.ask('/v1/verifications')).status, 200);
  assert.equal((await world.operate('DELETE', `/admin/tenants/${other.tenantId}`)).status, 204);
  assert.equal((await other.ask('/v1/verifications')).status, 401);
});

test('the day of the last use is known, in Japan', async () => {
  const other = await world.tenant();
  await other.ask('/v1/verifications');
  const day = new Date(world.authority.clock.now() + 9 * 3_600_000)
    .toISOString()
    .slice(0, 10)
    .replaceAll('-', '');
  assert.deepEqual(
    (await keysOf(other)).map(({ lastUsedDay }) => lastUsedDay),
    [day],
  );
});

test('a tenant’s id is never given twice, and an ended tenant is changed no more', async () => {
  const tenant = { tenantId: 'again', name: 'x', purposes: ['contract'] };
  assert.equal((await world.operate('POST', '/admin/tenants', tenant)).status, 201);
  const { tenantId: _id, ...change } = { ...tenant, purposes: ['contract', 'other'] };
  const changed = await must(200, await world.operate('PUT', '/admin/tenants/again', change));
  assert.deepEqual((changed as { purposes: string[] }).purposes, ['contract', 'other']);
  assert.equal((await world.operate('DELETE', '/admin/tenants/again')).status, 204);
  assert.equal(await codeOf(await world.operate('POST', '/admin/tenants', tenant)), 'tenant-exists');
  assert.equal(await codeOf(await world.operate('PUT', '/admin/tenants/again', change)), 'tenant-ended');
  const key = { name: 'k', scopes: ['read'] };
  assert.equal(await codeOf(await world.operate('POST', '/admin/tenants/again/keys', key)), 'tenant-ended');
  assert.equal(await codeOf(await world.operate('GET', '/admin/tenants/never')), 'tenant-unknown');
});
