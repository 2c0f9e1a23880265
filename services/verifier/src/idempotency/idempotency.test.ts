import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { memoryKeys } from '@kazasu/server/keys';
import { openStore } from '@kazasu/server/store';
import { onBothEngines } from '@kazasu/server/store/conformance';
import type { Problem } from '../problem/index.ts';
import {
  createWorld,
  type Member,
  PURPOSE,
  type Signed,
  signDocuments,
  type World,
} from '../testing/index.ts';
import type { Verification } from '../verification/answer.ts';

/** Two verifiers on one database and one set of keys, as two nodes have them. */
onBothEngines((databases) => {
  let worlds: World[];
  let member: Member;
  let signed: Signed;
  const closing: (() => Promise<void>)[] = [];

  before(async () => {
    const options = await databases('repeats');
    const keys = memoryKeys();
    const first = await createWorld({ store: await openStore(options), keys });
    const network: typeof fetch = async (input, init) =>
      first.authority.app.request(new URL(String(input)).pathname, init);
    const trust = { anchors: await anchorsOf(first), cardIssuerKeys: [], timestampAnchors: [] };
    const second = await createWorld({ store: await openStore(options), keys, trust, fetch: network });
    worlds = [first, second];
    for (const { close, store } of worlds) closing.push(close, () => store.close());
    member = await first.tenant();
    signed = signDocuments(await first.card(), ['a contract']);
  });
  after(async () => {
    for (const close of closing) await close();
  });

  const send = (world: World, key: string | undefined, body: object) =>
    world.ask('/v1/verifications', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${member.token}`,
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      body: JSON.stringify({ purpose: PURPOSE, ...body }),
    });
  const recordsOf = async () => {
    const response = await member.ask('/v1/verifications?limit=100');
    return ((await response.json()) as { verifications: { id: string }[] }).verifications.length;
  };

  test('fifty requests of one key at two verifiers make one record, and items are given once', async () => {
    const before = await recordsOf();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => send(worlds[i % 2] as World, 'fifty', signed)),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    assert.ok(
      [...statuses].every((status) => status === 201 || status === 409),
      [...statuses].join(),
    );
    const good = await Promise.all(
      answers.filter(({ status }) => status === 201).map((one) => one.json() as Promise<Verification>),
    );
    assert.ok(good.length > 0);
    assert.equal(new Set(good.map(({ id }) => id)).size, 1);
    assert.equal(good.filter(({ items }) => items !== undefined).length, 1);
    assert.equal(await recordsOf(), before + 1);
  });

  test('a repeat gets the answer that is there, without items, from another verifier too', async () => {
    const [first, second] = worlds as [World, World];
    const one = (await (await send(first, '"quoted"', signed)).json()) as Verification;
    for (const key of ['quoted', '"quoted"']) {
      const response = await send(second, key, signed);
      assert.equal(response.status, 201);
      assert.equal(response.headers.get('idempotent-replayed'), 'true');
      const { items, ...rest } = one;
      assert.ok(items);
      assert.deepEqual(await response.json(), rest);
    }
  });

  test('another request with the same key is refused, at the same time or later', async () => {
    const other = { ...signed, reference: 'another' };
    const [first, second] = worlds as [World, World];
    const answers = await Promise.all([send(first, 'shared', signed), send(second, 'shared', other)]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 422]);
    const later = await send(first, 'shared', { ...signed, reference: 'third' });
    assert.equal(((await later.json()) as Problem).code, 'idempotency-key-reused');
  });

  test('without a key, or with one of another form, nothing is done', async () => {
    const before = await recordsOf();
    const codes = [];
    for (const key of [undefined, 'with space', `${'a'.repeat(101)}`, '""', '"a']) {
      codes.push(((await (await send(worlds[0] as World, key, signed)).json()) as Problem).code);
    }
    assert.deepEqual(codes, ['idempotency-key-missing', ...Array(4).fill('idempotency-key-malformed')]);
    assert.equal(await recordsOf(), before);
  });

  test('a refused request does not use its key up', async () => {
    const world = worlds[0] as World;
    assert.equal((await send(world, 'again', { ...signed, purpose: 'spying' })).status, 403);
    assert.equal((await send(world, 'again', signed)).status, 201);
  });

  test('keys of two tenants are apart, at the same time too', async () => {
    const other = await (worlds[0] as World).tenant();
    const answers = await Promise.all([
      send(worlds[0] as World, 'both', signed),
      other.verify({ purpose: PURPOSE, ...signed }, { 'idempotency-key': 'both' }),
    ]);
    for (const response of answers) {
      assert.equal(response.status, 201);
      assert.equal(response.headers.get('idempotent-replayed'), null);
    }
  });
});

async function anchorsOf(world: World) {
  const response = await world.authority.ask('verifier-token-for-tests', '/v1/trust');
  return ((await response.json()) as { anchors: never[] }).anchors;
}
