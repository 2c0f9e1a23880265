import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CardImage, TrustResponse } from '@kazasu/authority/api';
import { ADMIN, VERIFIER } from '@kazasu/authority/testing';
import { fromBase64 } from '@kazasu/bytes';
import { parseCertificate } from '@kazasu/pki';
import { memoryKeys } from '@kazasu/server/keys';
import { openStore } from '@kazasu/server/store';
import { postgresMissing, startPostgres, type TestPostgres } from '@kazasu/server/store/conformance';
import * as v from 'valibot';
import { createWorld, type Member, must, PURPOSE, signDocuments, type World } from '../testing/index.ts';
import { changeOf } from './watch.ts';
import { changeWatch, keepWatch, takeDueWatches, WATCH_TABLES } from './watch-store.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const PINS = { authentication: '1234', signature: 'ABC123', text: '5678' };

interface Event {
  readonly id: string;
  readonly type: string;
  readonly number: number;
  readonly data: { readonly watchId: string; readonly personId: string; readonly evidenceId: string };
}

async function met(member: Member, image: CardImage): Promise<string> {
  const body = { purpose: PURPOSE, ...signDocuments(image, ['application']) };
  return ((await must(201, await member.verify(body))) as { personId: string }).personId;
}

async function watched(member: Member, personIds: readonly string[]) {
  const answer = await member.post('/v1/watches', { personIds, purpose: 'status' });
  return ((await must(200, answer)) as { watches: { watchId: string; status: string; error?: string }[] })
    .watches;
}

async function events(member: Member): Promise<Event[]> {
  return ((await must(200, await member.ask('/v1/events?limit=100'))) as { events: Event[] }).events;
}

async function happen(world: World, image: CardImage, name: string, body: object = {}): Promise<void> {
  const path = `/admin/residents/${image.residentId}/events/${name}`;
  await must(200, await world.authority.post(ADMIN, path, body));
}

/** A turn of everybody who watches, an interval later. */
async function look(world: World, ...others: World[]): Promise<void> {
  world.authority.clock.advance(HOUR);
  await Promise.all([world, ...others].map(({ verifier }) => verifier.sweep()));
}

describe('one verifier', () => {
  let world: World;
  let city: Member;
  before(async () => {
    world = await createWorld();
    city = await world.tenant();
  });
  after(() => world.close());

  test('each change is told once: held, released, revoked; each with its record, and with ids alone', async () => {
    const image = await world.card();
    const personId = await met(city, image);
    const [watch] = await watched(city, [personId]);
    assert.equal(watch?.status, 'good');
    await look(world);
    assert.deepEqual(await events(city), []);
    await happen(world, image, 'loss');
    await look(world);
    await look(world);
    await happen(world, image, 'recovery');
    await look(world);
    await happen(world, image, 'move', { address: '架空県かざす市読取八丁目' });
    await look(world);
    await look(world);
    const told = await events(city);
    assert.deepEqual(
      told.map(({ type }) => type),
      ['certificate.on_hold', 'certificate.released', 'certificate.revoked'],
    );
    for (const event of told) {
      assert.deepEqual(Object.keys(event.data).sort(), ['evidenceId', 'personId', 'watchId']);
      assert.deepEqual([event.data.personId, event.data.watchId], [personId, watch?.watchId]);
    }
    const kinds = await world.store.run("SELECT id FROM verifier_record WHERE kind = 'status-check'");
    assert.deepEqual(
      kinds.map(({ id }) => id),
      told.map(({ data }) => data.evidenceId),
    );
    const { watches } = (await must(200, await city.ask('/v1/watches'))) as { watches: { status: string }[] };
    assert.equal(watches[0]?.status, 'revoked');
  });

  test('what is not good already is told at the first look; of a new certificate that is good nothing', async () => {
    const member = await world.tenant();
    const image = await world.card();
    const personId = await met(member, image);
    await happen(world, image, 'loss');
    await watched(member, [personId]);
    await look(world);
    assert.deepEqual(
      (await events(member)).map(({ type }) => type),
      ['certificate.on_hold'],
    );
    await happen(world, image, 'recovery');
    await look(world);
    const later = await world.authority.renew(image.residentId, { pins: PINS });
    world.authority.clock.advance(DAY);
    await met(member, later);
    await look(world);
    await look(world);
    assert.deepEqual(
      (await events(member)).map(({ type }) => type),
      ['certificate.on_hold', 'certificate.released'],
      'the new one is looked at now, which is good',
    );
    await happen(world, later, 'death');
    await look(world);
    assert.equal((await events(member)).at(-1)?.type, 'certificate.revoked');
  });

  test('while the authority is away nothing is told, and afterwards what happened meanwhile', async () => {
    const member = await world.tenant();
    const image = await world.card();
    await watched(member, [await met(member, image)]);
    await look(world);
    await happen(world, image, 'death');
    world.authority.clock.advance(3 * DAY);
    world.network = async () => new Response('gone', { status: 503 });
    await look(world);
    assert.deepEqual(await events(member), []);
    world.network = undefined;
    await look(world);
    assert.deepEqual(
      (await events(member)).map(({ type }) => type),
      ['certificate.revoked'],
    );
  });

  test('another tenant’s person is not watched, its watch is neither seen nor ended, and its events not read', async () => {
    const stranger = await world.tenant();
    const personId = await met(city, await world.card());
    const [own] = await watched(city, [personId]);
    const [refused] = await watched(stranger, [personId]);
    assert.deepEqual(refused, { personId, error: 'certificate-unknown' });
    const path = `/v1/watches/${own?.watchId}`;
    assert.equal((await stranger.ask(path, { method: 'DELETE' })).status, 404);
    assert.deepEqual(await must(200, await stranger.ask('/v1/watches')), { watches: [] });
    assert.deepEqual(await events(stranger), []);
    const [again] = await watched(city, [personId]);
    assert.equal(again?.watchId, own?.watchId, 'a person is watched once');
    assert.equal((await city.ask(path, { method: 'DELETE' })).status, 204);
    assert.equal((await city.ask(path, { method: 'DELETE' })).status, 404);
  });

  test('watches come in pages', async () => {
    const member = await world.tenant();
    const people: string[] = [];
    for (let i = 0; i < 3; i++) people.push(await met(member, await world.card()));
    const made = (await watched(member, people)).map(({ watchId }) => watchId).sort();
    type Page = { watches: { watchId: string }[]; next?: string };
    const first = (await must(200, await member.ask('/v1/watches?limit=2'))) as Page;
    const rest = (await must(200, await member.ask(`/v1/watches?limit=2&after=${first.next}`))) as Page;
    assert.deepEqual(
      [...first.watches, ...rest.watches].map(({ watchId }) => watchId),
      made,
    );
    assert.equal(rest.next, undefined);
  });
});

test('a certificate that runs out in 90 days is told of once', async () => {
  const world = await createWorld();
  const city = await world.tenant();
  const image = await world.card();
  await watched(city, [await met(city, image)]);
  const { notAfter } = parseCertificate(fromBase64(image.jpki.signatureCertificate ?? ''));
  world.authority.clock.set(notAfter - 90 * DAY - 2 * HOUR);
  await look(world);
  assert.deepEqual(await events(city), []);
  world.authority.clock.set(notAfter - 90 * DAY - HOUR);
  await look(world);
  await look(world);
  assert.deepEqual(
    (await events(city)).map(({ type }) => type),
    ['certificate.expiring'],
  );
  world.authority.clock.set(notAfter + DAY);
  await look(world);
  assert.deepEqual(await events(city), [], 'what was told 90 days ago is no longer kept');
  const [count] = await world.store.run<{ last: number }>('SELECT last FROM verifier_event_number');
  assert.equal(count?.last, 1);
  await world.close();
});

test('what could not be learnt and what has run out change nothing, and a revocation is for good', () => {
  const watch = { certificateHash: 'a', status: 'on-hold', expiringTold: '', stateNumber: 3 } as const;
  const base = { watchId: 'w', tenantId: 't', personId: 'p', purpose: 'x', createdAt: 0 };
  const look = { certificateHash: 'a', notAfter: undefined, at: 0 };
  const of = (status: 'good' | 'on-hold' | 'revoked', seen: Parameters<typeof changeOf>[1]['status']) =>
    changeOf({ ...base, ...watch, status }, { ...look, status: seen }, 0)?.event;
  for (const status of ['good', 'on-hold', 'revoked'] as const) {
    assert.equal(of(status, 'unknown'), undefined);
    assert.equal(of(status, 'expired'), undefined);
    assert.equal(of(status, status), undefined);
  }
  assert.equal(of('revoked', 'good'), undefined);
  assert.equal(of('revoked', 'on-hold'), undefined);
  assert.equal(of('on-hold', 'revoked'), 'certificate.revoked');
  assert.equal(of('on-hold', 'good'), 'certificate.released');
});

describe('two verifiers on one PostgreSQL', { skip: postgresMissing() }, () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());

  test('make one event and one record of each change, however often both look', async () => {
    const options = { databaseUrl: await postgres.createDatabase(), connections: 8 };
    const [store, keys] = [await openStore(options), memoryKeys()];
    const world = await createWorld({ store, keys });
    const twin = await openTwin(world, { ...options, keys });
    const city = await world.tenant();
    const images: CardImage[] = [];
    const people: string[] = [];
    for (let i = 0; i < 12; i++) {
      const image = await world.card();
      images.push(image);
      people.push(await met(city, image));
    }
    await watched(city, people);
    await look(world, twin);
    for (const image of images) await happen(world, image, 'loss');
    // Both are made to look at everybody at the same moment, as if one's turn had lasted too long.
    for (let round = 0; round < 3; round++) {
      world.authority.clock.advance(HOUR);
      const due = store.run('UPDATE verifier_watch SET look_at = 0');
      await Promise.all([world.verifier.sweep(), twin.verifier.sweep(), due]);
    }
    const told = await events(city);
    assert.equal(told.length, 12);
    assert.equal(new Set(told.map(({ data }) => data.personId)).size, 12);
    assert.deepEqual(
      told.map(({ number }) => number),
      Array.from({ length: 12 }, (_, i) => i + 1),
    );
    const records = await store.run("SELECT id FROM verifier_record WHERE kind = 'status-check'");
    assert.equal(records.length, 12);
    await twin.close();
    await world.close();
    await store.close();
  });
});

describe('two stores on one PostgreSQL', { skip: postgresMissing() }, () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());

  test('of many who take what is due one gets each watch, and of many who saw a change one writes it down', async () => {
    const options = { databaseUrl: await postgres.createDatabase(), connections: 8 };
    const stores = [await openStore(options), await openStore(options)] as const;
    const [store] = stores;
    await store.migrate('verifier', [{ id: 1, statements: WATCH_TABLES }]);
    const fresh = { certificateHash: '', status: 'good', expiringTold: '', stateNumber: 0 } as const;
    for (let i = 0; i < 20; i++) {
      const who = { watchId: `w${i}`, tenantId: 't', personId: `p${i}`, purpose: 'x', createdAt: 0 };
      await keepWatch(store, { ...who, ...fresh });
    }
    const everybody = Array.from({ length: 12 }, (_, i) => stores[i % 2] ?? store);
    const seen = { certificateHash: 'a', status: 'revoked', expiringTold: '' } as const;
    for (let round = 0; round < 8; round++) {
      const taken = await Promise.all(
        everybody.map((one) => takeDueWatches(one, { now: round, next: round + 1, most: 20 })),
      );
      const ids = taken.flat().map(({ watchId }) => watchId);
      assert.deepEqual([ids.length, new Set(ids).size], [20, 20]);
      const watch = { watchId: 'w7', stateNumber: round };
      const won = await Promise.all(everybody.map((one) => changeWatch(one, watch, seen)));
      assert.equal(won.filter(Boolean).length, 1);
    }
    for (const one of stores) await one.close();
  });
});

/** Another process of the same operator: its own connections, the same database, keys and authority. */
async function openTwin(
  world: World,
  { keys, ...options }: { databaseUrl: string; connections: number; keys: ReturnType<typeof memoryKeys> },
): Promise<World> {
  const store = await openStore(options);
  const twin = await createWorld({
    ...{ store, keys, clock: world.authority.clock },
    trust: v.parse(TrustResponse, await (await world.authority.ask(VERIFIER, '/v1/trust')).json()),
    fetch: async (input, init) => world.authority.app.request(new URL(String(input)).pathname, init),
  });
  const close = async () => {
    await twin.close();
    await store.close();
  };
  return { ...twin, close };
}
