import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { settableClock } from '@kazasu/server/clock';
import { type KeyVersions, memoryKeys, seal, sealedBy } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { openStore, type Store } from '@kazasu/server/store';
import { postgresMissing, startPostgres } from '@kazasu/server/store/conformance';
import { openAudit } from '../audit/index.ts';
import { keepSeenCertificate, seenCertificates } from '../holder/certificate-store.ts';
import type { Handover } from '../holder/handover-data.ts';
import { insertHandover, listHandovers } from '../holder/handover-store.ts';
import { folderVault, KeyChangeError, retireKey, rotateKey, startKeys } from '../key/index.ts';
import { MIGRATIONS } from '../store.ts';
import { reseal, SEALED, standsUnder } from './index.ts';

const DAY = 24 * 3_600_000;
/** More than one step. */
const ROWS = 450;

function handover(i: number): Handover {
  const relyingParty = { name: '架空予約サイト', origin: 'https://client.sample', kind: 'private' } as const;
  const content: Handover['content'] = {
    kind: 'login',
    items: ['name'],
    documents: [],
    openedBy: 'link',
    device: 'card',
    relyingParty,
  };
  const id = `h${String(i).padStart(4, '0')}`;
  return { id, holderId: 'holder', clientId: 'c', at: i, content };
}

async function opened(store: Store) {
  await store.migrate('provider', MIGRATIONS);
  const clock = settableClock(Date.UTC(2026, 5, 15));
  const parts = { store, clock, log: silentLog, audit: openAudit({ store, clock, log: silentLog }) };
  const vault = folderVault(memoryKeys());
  const running = await startKeys({ ...parts, vault }, undefined);
  await running.close();
  const deps = {
    ...parts,
    vault,
    actor: 'admin',
    standsUnder: (version: number) => standsUnder(store, version),
  };
  const turn = async () => {
    const { version } = await rotateKey(deps, 'items', DAY);
    clock.advance(DAY + 60_000);
    await running.refresh();
    return version;
  };
  return { deps, ring: running.ring, refresh: running.refresh, turn };
}

const all = (store: Store, keys: { readonly items: KeyVersions }) =>
  listHandovers({ store, keys }, 'holder', { before: { at: ROWS, id: '~' }, since: -1, limit: ROWS });

const versionsIn = async (store: Store) => {
  const rows = await store.run<{ content: Uint8Array }>('SELECT content FROM provider_handover');
  return [...new Set(rows.map(({ content }) => sealedBy(content)))].sort();
};

async function tryResealing(store: Store): Promise<void> {
  const { deps, ring, refresh, turn } = await opened(store);
  for (let i = 0; i < ROWS; i++) await insertHandover({ store, keys: ring }, handover(i));
  const seen = { role: 'authentication', device: 'card', notAfter: 1_900_000_000_000, seenAt: 5 } as const;
  await keepSeenCertificate({ store, keys: ring }, { id: 'holder' }, seen);
  const current = await turn();
  const before = await all(store, ring);
  assert.deepEqual(await versionsIn(store), [1]);
  await assert.rejects(retireKey(deps, { purpose: 'items', version: 1 }), (error) => {
    return error instanceof KeyChangeError && error.code === 'keys/in-use';
  });
  // Broken off in the middle, and while others change what it reads: some are sealed anew, none is lost.
  let updates = 0;
  const cut: Store = {
    ...bound(store),
    run: async (statement, values) => {
      if (statement.startsWith('UPDATE') && ++updates > 300) throw new Error('the connection is gone');
      return store.run(statement, values);
    },
  };
  await assert.rejects(reseal(cut, ring.items), /connection is gone/);
  assert.deepEqual(await versionsIn(store), [1, 2]);
  assert.deepEqual(await all(store, ring), before);
  await store.run(`DELETE FROM provider_handover WHERE id = 'h0400'`);
  const told = await reseal(store, ring.items);
  const of = (table: string) => told.find((one) => one.table === table);
  assert.deepEqual(of('provider_handover'), {
    table: 'provider_handover',
    column: 'content',
    looked: ROWS - 1,
    resealed: ROWS - 301,
    older: 0,
  });
  assert.equal(of('provider_holder_certificate')?.resealed, 1);
  assert.deepEqual(await versionsIn(store), [current]);
  assert.deepEqual(
    await all(store, ring),
    before.filter(({ id }) => id !== 'h0400'),
  );
  assert.equal((await seenCertificates({ store, keys: ring }, 'holder'))[0]?.notAfter, seen.notAfter);
  // Nothing is left under the first version: it goes, and all opens without it.
  await retireKey(deps, { purpose: 'items', version: 1 });
  await refresh();
  assert.equal(ring.items.key(1), undefined);
  assert.equal((await all(store, ring)).length, ROWS - 1);
  assert.ok((await reseal(store, ring.items)).every(({ resealed }) => resealed === 0));
}

/** A store whose methods keep their object. */
function bound(store: Store): Store {
  return Object.assign(Object.create(store), { engine: store.engine }) as Store;
}

test('what is kept for years is sealed anew while it is used, after a break too, and then the old version may go', async () => {
  const store = await openStore({ file: ':memory:' });
  await tryResealing(store);
  await store.close();
});

describe('on PostgreSQL', { skip: postgresMissing() }, () => {
  test('it is the same', async () => {
    const postgres = await startPostgres();
    const store = await openStore({ databaseUrl: postgres.url, connections: 3 });
    try {
      await tryResealing(store);
    } finally {
      await store.close();
      await postgres.stop();
    }
  });
});

test('a row that somebody changed meanwhile, or was moved, is not overwritten', async () => {
  const store = await openStore({ file: ':memory:' });
  const { ring, turn } = await opened(store);
  await insertHandover({ store, keys: ring }, handover(1));
  await turn();
  const theirs = seal(ring.items, new Uint8Array([1]), 'theirs');
  const raced: Store = {
    ...bound(store),
    run: async (statement, values) => {
      if (statement.startsWith('UPDATE'))
        await store.run('UPDATE provider_handover SET content = $1', [theirs]);
      return store.run(statement, values);
    },
  };
  const told = await reseal(raced, ring.items);
  assert.equal(told.find(({ table }) => table === 'provider_handover')?.older, 1);
  const [row] = await store.run<{ content: Uint8Array }>('SELECT content FROM provider_handover');
  assert.deepEqual(Buffer.from(row?.content ?? []), Buffer.from(theirs));
  await store.run(`UPDATE provider_handover SET holder_id = 'another'`);
  const first = { current: 3, only: false, key: (version: number) => ring.items.key(Math.min(version, 2)) };
  await assert.rejects(reseal(store, first), { code: 'key/sealed' });
  await store.close();
});

test('every column of octets is on the list, or holds something that is not sealed', () => {
  const open = ['provider_passkey.public_key', 'provider_holder_registration.public_key'];
  const columns = MIGRATIONS.flatMap(({ statements }) => statements).flatMap((statement) => {
    const [, table = ''] = /(?:CREATE|ALTER) TABLE (\w+)/.exec(statement) ?? [];
    return [...statement.matchAll(/(\w+) BYTES\b/g)].map(([, column]) => `${table}.${column}`);
  });
  const octets = SEALED.filter(({ form }) => form === 'octets');
  assert.deepEqual(
    columns.sort(),
    [...octets.map(({ table, column }) => `${table}.${column}`), ...open].sort(),
  );
});
