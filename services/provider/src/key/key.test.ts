import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { settableClock, systemClock } from '@kazasu/server/clock';
import { KeyError, type KeyFolder, memoryKeys, seal, sealedBy, unseal } from '@kazasu/server/keys';
import { createLog } from '@kazasu/server/log';
import { openStore, type Store } from '@kazasu/server/store';
import * as jose from 'jose';
import * as client from 'openid-client';
import { openAudit } from '../audit/index.ts';
import { MIGRATIONS } from '../store.ts';
import { type TokenApp, tokenApp, VERIFIER } from '../testing/token-app.ts';
import { type RunningKeys, startKeys } from './background.ts';
import {
  destroyKey,
  KeyChangeError,
  type KeyChangeErrorCode,
  listKeyStates,
  replaceKey,
  retireKey,
  rotateKey,
} from './key-change.ts';
import { KEEP_MS } from './key-data.ts';
import { KEY_SETTLE_MS } from './key-ring.ts';
import { folderVault } from './key-vault.ts';

const START = Date.UTC(2026, 5, 15, 3, 0, 0);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let store: Store;
let folder: KeyFolder;
const clock = settableClock(START);
const lines: string[] = [];
const log = createLog({ service: 'provider', destination: { write: (line) => void lines.push(line) } });

beforeEach(async () => {
  clock.set(START);
  lines.length = 0;
  store = await openStore({ file: ':memory:' });
  await store.migrate('provider', MIGRATIONS);
  folder = memoryKeys();
});

function deps(keys = folder) {
  const audit = openAudit({ store, clock, log });
  return { store, vault: folderVault(keys), clock, log, audit, actor: 'admin:test' };
}

async function node(keys = folder): Promise<RunningKeys> {
  const running = await startKeys(deps(keys), undefined);
  await running.close();
  return running;
}

async function states(purpose = 'id-token'): Promise<string[]> {
  const all = await listKeyStates(deps());
  return all.filter(({ record }) => record.purpose === purpose).map(({ state }) => state);
}

function refused(attempt: Promise<unknown>, code: KeyChangeErrorCode): Promise<void> {
  return assert.rejects(attempt, (error) => {
    assert.ok(error instanceof KeyChangeError, String(error));
    assert.equal(error.code, code);
    return true;
  });
}

const published = ({ ring }: RunningKeys): (string | undefined)[] =>
  ring.signing.published.map(({ kid }) => kid);

test('a key is next, current, old and gone by the clock alone, published from before until after it signs', async () => {
  const one = await node();
  const first = one.ring.signing.idToken.kid;
  const next = await rotateKey(deps(), 'id-token', DAY);
  await one.refresh();
  assert.deepEqual(await states(), ['current', 'next']);
  assert.deepEqual(published(one).slice(0, 2), [first, next.keyId]);
  clock.set(START + DAY - 1);
  assert.equal(one.ring.signing.idToken.kid, first);
  clock.set(START + DAY);
  assert.equal(one.ring.signing.idToken.kid, next.keyId);
  assert.deepEqual(await states(), ['old', 'current']);
  assert.deepEqual(published(one).slice(0, 2), [next.keyId, first]);
  clock.set(START + DAY + KEEP_MS['id-token'] - 1);
  assert.ok(published(one).includes(first));
  clock.set(START + DAY + KEEP_MS['id-token']);
  assert.ok(!published(one).includes(first));
  assert.deepEqual(await states(), ['gone', 'current']);
  // A clock that is set back brings back what held then.
  clock.set(START);
  assert.equal(one.ring.signing.idToken.kid, first);
});

test('whatever is signed verifies by a key set fetched at any time within the publication ahead', async () => {
  const one = await node();
  const sets: { readonly at: number; readonly keys: readonly (string | undefined)[] }[] = [];
  for (let hour = 0; hour <= 120; hour++) {
    clock.set(START + hour * HOUR);
    if (hour % 40 === 5) await rotateKey(deps(), 'id-token', DAY);
    await one.refresh();
    sets.push({ at: hour, keys: published(one) });
    const kid = one.ring.signing.idToken.kid ?? '';
    for (const set of sets.filter(({ at }) => hour - at <= 24)) assert.ok(set.keys.includes(kid), `${hour}`);
  }
  assert.equal(new Set(sets.flatMap(({ keys }) => keys)).size, 3 + 3);
});

test('of two who make the next key at the same time one does, and the other’s key is destroyed', async () => {
  const one = await node();
  const names: string[] = [];
  const watched: KeyFolder = {
    ...folder,
    loadOrCreate: (name, kind) => {
      names.push(name);
      return folder.loadOrCreate(name, kind);
    },
  };
  const both = await Promise.allSettled([1, 2].map(() => rotateKey(deps(watched), 'id-token', DAY)));
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal(names.length, 2);
  const kept = await Promise.all(names.map((name) => folder.has(name)));
  assert.deepEqual(kept.sort(), [false, true]);
  await one.refresh();
  assert.equal(one.fault(), undefined);
  await refused(rotateKey(deps(), 'id-token', DAY), 'keys/next-stands');
  await refused(rotateKey(deps(), 'access-token', KEY_SETTLE_MS - 1), 'keys/too-soon');
});

test('a stolen key is gone at once, with every other version, and its successor signs as soon as every node knows it', async () => {
  const one = await node();
  await rotateKey(deps(), 'access-token', DAY);
  await one.refresh();
  const stolen = one.ring.signing.published.filter(({ alg }) => alg === 'ES256').map(({ kid }) => kid);
  const t = await tokenApp({ store, clock, keys: one.ring });
  await t.register({ accessTokenAlgorithm: 'ES256' });
  const issued = (await t.redeem(await t.login())).body;
  assert.equal((await t.userinfo(issued.access_token)).status, 200);
  const replacing = await replaceKey(deps(), 'access-token');
  await one.refresh();
  const verifying = one.ring.signing.accessTokenVerification.signatures.map(({ kid }) => kid);
  assert.ok(verifying.includes(replacing.keyId) && !verifying.some((kid) => stolen.includes(kid ?? '')));
  assert.equal((await t.userinfo(issued.access_token)).status, 401);
  // Until then nothing is signed, and nothing used up: the same code works afterwards.
  const code = await t.login();
  const early = await t.redeem(code);
  assert.deepEqual([early.status, early.body.error], [503, 'temporarily_unavailable']);
  assert.equal(early.headers.get('retry-after'), '5');
  const continued = await t.refresh(issued.refresh_token);
  assert.equal(continued.status, 503);
  assert.equal(one.fault(), 'keys/missing');
  clock.advance(KEY_SETTLE_MS);
  await one.refresh();
  assert.equal(one.fault(), undefined);
  assert.equal((await t.redeem(code)).status, 200);
  assert.equal((await t.refresh(issued.refresh_token)).status, 200);
});

test('tokens under a MAC hold over a change of its key, which nobody else can judge and no key set shows, and end with a stolen one', async () => {
  const one = await node();
  const t = await tokenApp({ store, clock, keys: one.ring });
  await t.register();
  const issue = async () => (await t.redeem(await t.login())).body.access_token;
  const kid = (token: string) => jose.decodeProtectedHeader(token).kid;
  const keySet = one.ring.signing.published.map((jwk) => jwk.kid);
  const next = await rotateKey(deps(), 'access-token-mac', HOUR);
  await one.refresh();
  clock.set(START + HOUR - 1);
  const old = await issue();
  clock.set(START + HOUR);
  const young = await issue();
  assert.deepEqual([kid(old) === kid(young), kid(young)], [false, next.keyId]);
  for (const token of [old, young]) assert.equal((await t.userinfo(token)).status, 200);
  assert.deepEqual(
    one.ring.signing.published.map((jwk) => jwk.kid),
    keySet,
  );
  assert.equal(one.ring.signing.accessTokenVerification.macs.size, 2);
  clock.set(START + HOUR + KEEP_MS['access-token-mac']);
  assert.equal(one.ring.signing.accessTokenVerification.macs.size, 1);
  const held = await issue();
  await replaceKey(deps(), 'access-token-mac');
  await one.refresh();
  assert.equal((await t.userinfo(held)).status, 401);
  assert.equal((await t.redeem(await t.login())).status, 503);
  clock.advance(KEY_SETTLE_MS);
  await one.refresh();
  assert.equal((await t.userinfo(await issue())).status, 200);
});

test('a next key can be taken back, an old one retired early, and only what is gone destroyed', async () => {
  const one = await node();
  const second = await rotateKey(deps(), 'id-token', HOUR);
  await retireKey(deps(), second);
  await refused(retireKey(deps(), second), 'keys/state');
  assert.deepEqual(await states(), ['current', 'gone']);
  clock.advance(HOUR / 2);
  const third = await rotateKey(deps(), 'id-token', HOUR);
  const version = (number: number) => ({ purpose: 'id-token', version: number }) as const;
  for (const number of [1, 9]) await refused(retireKey(deps(), version(number)), 'keys/state');
  for (const number of [1, 3, 9]) await refused(destroyKey(deps(), version(number)), 'keys/state');
  clock.advance(HOUR + KEEP_MS['id-token'] - 1);
  // The version that was taken back never signed: the first is kept from the third's turn on.
  assert.deepEqual(await states(), ['old', 'gone', 'current']);
  await retireKey(deps(), version(1));
  await destroyKey(deps(), version(1));
  await destroyKey(deps(), version(2));
  assert.deepEqual(await states(), ['destroyed', 'destroyed', 'current']);
  assert.deepEqual(await Promise.all(['id-token', second.name].map((it) => folder.has(it))), [false, false]);
  await one.refresh();
  assert.equal(one.ring.signing.idToken.kid, third.keyId);
  const restarted = await node();
  assert.equal(restarted.ring.signing.idToken.kid, third.keyId);
  const { entries } = await deps().audit.page(0);
  const changes = entries.map(({ actor, action, subject, detail }) => [
    actor,
    action,
    subject,
    detail.version,
  ]);
  assert.deepEqual(changes, [
    ['admin:test', 'key.rotated', 'key:id-token', '2'],
    ['admin:test', 'key.retired', 'key:id-token', '2'],
    ['admin:test', 'key.rotated', 'key:id-token', '3'],
    ['admin:test', 'key.retired', 'key:id-token', '1'],
    ['admin:test', 'key.destroyed', 'key:id-token', '1'],
    ['admin:test', 'key.destroyed', 'key:id-token', '2'],
  ]);
});

test('a restart in the midst of a rotation goes on where it was', async () => {
  await node();
  const next = await rotateKey(deps(), 'id-token', DAY);
  const restarted = await node();
  assert.ok(published(restarted).includes(next.keyId));
  clock.advance(DAY);
  assert.equal((await node()).ring.signing.idToken.kid, next.keyId);
});

test('a node whose folder lacks the next key says so before its turn, and one that lacks another does not start', async () => {
  await node();
  const other: KeyFolder = { ...folder };
  const behind = await node(other);
  const next = await rotateKey(deps(), 'id-token', DAY);
  const known = new Set([
    'id-token',
    'access-token',
    'access-token-rsa',
    'access-token-mac',
    'items',
    'person',
    'subject',
    'dpop-nonce',
    'administration',
  ]);
  const without: KeyFolder = {
    ...folder,
    load: async (name, kind) => (known.has(name) ? folder.load(name, kind) : undefined),
  };
  await behind.refresh();
  assert.equal(behind.fault(), undefined);
  const lacking = await node(without);
  assert.equal(lacking.fault(), undefined);
  assert.ok(!published(lacking).includes(next.keyId));
  clock.set(START + DAY - HOUR);
  await lacking.refresh();
  assert.equal(lacking.fault(), 'keys/next-missing');
  clock.set(START + DAY);
  await lacking.refresh();
  assert.equal(lacking.fault(), 'keys/missing');
  assert.throws(() => lacking.ring.signing.idToken, { code: 'key/unavailable' });
  await assert.rejects(
    node(without),
    (error) => error instanceof KeyError && error.code === 'key/unavailable',
  );
  // Brought while it runs, the key is found without a restart.
  known.add(next.name);
  await lacking.refresh();
  assert.equal(lacking.fault(), undefined);
  assert.equal(lacking.ring.signing.idToken.kid, next.keyId);
});

test('another folder’s keys are not taken for the cluster’s, and nothing is made in the place of a lost one', async () => {
  await node();
  await assert.rejects(node(memoryKeys()), (error) => {
    assert.ok(error instanceof KeyError && error.code === 'key/unavailable', String(error));
    assert.match(error.message, /which this database was written with/);
    return true;
  });
  const foreign = memoryKeys();
  for (const name of ['id-token', 'access-token'] as const) await foreign.loadOrCreate(name, 'ec-p256');
  await foreign.loadOrCreate('access-token-rsa', 'rsa-2048');
  for (const name of [
    'access-token-mac',
    'items',
    'person',
    'subject',
    'dpop-nonce',
    'administration',
  ] as const)
    await foreign.loadOrCreate(name, 'secret-256');
  await assert.rejects(node(foreign), { code: 'key/unavailable' });
  assert.ok(lines.some((line) => line.includes('another key of this name')));
});

test('a node that cannot read which keys there are says so, and goes on by what it knew', async () => {
  const one = await node();
  const next = await rotateKey(deps(), 'id-token', HOUR);
  await one.refresh();
  await store.close();
  clock.advance(HOUR);
  await assert.rejects(one.refresh());
  assert.equal(one.ring.signing.idToken.kid, next.keyId);
  assert.equal(one.fault(), 'keys/stale');
});

test('by schedule each signing key is changed when its time has come, once, whichever nodes try', async () => {
  const schedule = { rotateEveryMs: 90 * DAY, publishAheadMs: DAY };
  const nodes = await Promise.all(
    [1, 2, 3].map(async () => {
      const running = await startKeys(deps(), schedule);
      await running.close();
      return running;
    }),
  );
  const everywhere = () => Promise.all(nodes.map((it) => it.refresh()));
  const first = nodes[0]?.ring.signing.idToken.kid;
  clock.set(START + 89 * DAY - 1);
  await everywhere();
  assert.deepEqual(await states(), ['current']);
  clock.set(START + 89 * DAY);
  await everywhere();
  await everywhere();
  for (const purpose of ['id-token', 'access-token', 'access-token-rsa'])
    assert.deepEqual(await states(purpose), ['current', 'next']);
  assert.deepEqual(await states('subject'), ['current']);
  clock.set(START + 90 * DAY);
  const now = new Set(nodes.map(({ ring }) => ring.signing.idToken.kid));
  assert.equal(now.size, 1);
  assert.ok(!now.has(first));
});

test('what was sealed before a rotation opens after it, on every node, and only by a version that is there', async () => {
  const one = await node();
  const two = await node();
  const context = 'items of somebody';
  const before = seal(one.ring.items, Buffer.from('before'), context);
  assert.equal(sealedBy(before), 1);
  await rotateKey(deps(), 'items', HOUR);
  for (const it of [one, two]) await it.refresh();
  clock.advance(HOUR);
  const after = seal(one.ring.items, Buffer.from('after'), context);
  assert.equal(sealedBy(after), 2);
  for (const it of [one, two, await node()]) {
    assert.equal(Buffer.from(unseal(it.ring.items, before, context)).toString(), 'before');
    assert.equal(Buffer.from(unseal(it.ring.items, after, context)).toString(), 'after');
  }
  // A node whose clock is behind opens what one whose clock is ahead has sealed.
  clock.advance(-10_000);
  assert.equal(sealedBy(seal(two.ring.items, Buffer.from('late'), context)), 1);
  assert.equal(Buffer.from(unseal(two.ring.items, after, context)).toString(), 'after');
  clock.advance(1_000 * DAY);
  for (const version of [1, 2]) {
    await refused(
      retireKey(deps(), { purpose: 'items', version }),
      version === 1 ? 'keys/in-use' : 'keys/state',
    );
    await refused(destroyKey(deps(), { purpose: 'items', version }), 'keys/state');
  }
  for (const purpose of ['items', 'subject'] as const)
    await refused(replaceKey(deps(), purpose), 'keys/in-use');
  await refused(rotateKey(deps(), 'person', DAY), 'keys/in-use');
});

test('a next version of a secret is taken back only as long as no node may have used it', async () => {
  await node();
  const second = await rotateKey(deps(), 'items', HOUR);
  clock.advance(HOUR - KEY_SETTLE_MS);
  await retireKey(deps(), second);
  const third = await rotateKey(deps(), 'items', HOUR);
  clock.advance(HOUR - KEY_SETTLE_MS + 1);
  await refused(retireKey(deps(), third), 'keys/in-use');
});

async function openidClient(t: TokenApp, fetched: string[]): Promise<client.Configuration> {
  const toProvider: client.CustomFetch = async (url, options) => {
    fetched.push(new URL(url).pathname.split('/').at(-1) ?? '');
    return t.app.request(url, options as RequestInit);
  };
  const config = await client.discovery(
    new URL(t.issuer),
    t.rp.clientId,
    { id_token_signed_response_alg: 'ES256' },
    client.PrivateKeyJwt({ key: t.rp.ec, kid: 'ec' }),
    { execute: [client.allowInsecureRequests], [client.customFetch]: toProvider },
  );
  client.enableNonRepudiationChecks(config);
  return config;
}

test('openid-client, unmodified, verifies ID tokens over a rotation by the key set that it has', async () => {
  const one = await node();
  const token = settableClock(systemClock.now());
  const t = await tokenApp({ store, clock: token, keys: one.ring });
  await t.register();
  const fetched: string[] = [];
  const config = await openidClient(t, fetched);
  const redirect = 'https://client.sample/callback';
  const logIn = async () => {
    const url = new URL(`${redirect}?code=${await t.login()}&iss=${encodeURIComponent(t.issuer)}`);
    const checks = { pkceCodeVerifier: VERIFIER, expectedNonce: 'n-0S6_WzA2Mj' };
    const tokens = await client.authorizationCodeGrant(config, url, checks);
    const { sub } = tokens.claims() ?? assert.fail();
    await client.fetchUserInfo(config, tokens.access_token, sub);
    return jose.decodeProtectedHeader(tokens.id_token ?? '').kid;
  };
  const next = await rotateKey(deps(), 'id-token', HOUR);
  await rotateKey(deps(), 'access-token', HOUR);
  await one.refresh();
  const before = await logIn();
  clock.advance(HOUR);
  await one.refresh();
  assert.equal(await logIn(), next.keyId);
  assert.notEqual(before, next.keyId);
  assert.equal(fetched.filter((it) => it === 'certs').length, 1);
});
