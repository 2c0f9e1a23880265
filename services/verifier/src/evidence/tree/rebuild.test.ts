import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat } from '@kazasu/bytes';
import { encodeEntry, Frontier, leafHash, rootOf, verifyInclusion } from '@kazasu/evidence';
import { openStore, type StatementRunner, type Store, type StoreOptions } from '@kazasu/server/store';
import { onBothEngines } from '@kazasu/server/store/conformance';
import { MIGRATIONS } from '../../store.ts';
import { insertRows } from '../append/index.ts';
import { verifyLog } from '../check/index.ts';
import { EvidenceLogError } from '../error.ts';
import { draftOf, openTestLog, type TestLog, TIME } from '../testing/index.ts';
import { countTiles, proveInclusion, readEntry, readFrontier, rebuildTiles } from './index.ts';

/** More tiles than one transaction makes. */
const TILES = 6;
const SIZE = TILES * 256 + 40;

const ENTRIES = Array.from({ length: SIZE }, (_, i) =>
  encodeEntry({ id: `former-${i}`, kind: 'timestamp', at: TIME, parts: {}, objects: [] }),
);
const LEAVES = ENTRIES.map(leafHash);

/** A log as the first migration left it, with tiles that are nothing but the hashes of their lowest row; the store is closed. */
async function formerLog(options: StoreOptions): Promise<void> {
  const store = await openStore(options);
  await store.migrate('verifier', MIGRATIONS.slice(0, 1));
  const frontier = Frontier.empty();
  for (const leaf of LEAVES) frontier.append(leaf);
  const values = [SIZE, frontier.serialise()];
  await store.run(`INSERT INTO verifier_log (id, size, frontier) VALUES ('log', $1, $2)`, values);
  const rows = ENTRIES.map((entry, i) => [i, `former-${i}`, 'timestamp', TIME, entry]);
  const columns = ['leaf_index', 'id', 'kind', 'at', 'entry'];
  await store.transaction((within) => insertRows(within, { table: 'verifier_record', columns }, rows));
  const tiles = Array.from({ length: TILES }, (_, i) => LEAVES.slice(i * 256, (i + 1) * 256));
  const lowest = tiles.map((leaves, number) => [0, number, concat(...leaves)]);
  const former = { table: 'verifier_tile', columns: ['level', 'number', 'hashes'] };
  await insertRows(store, former, [...lowest, [1, 0, concat(...tiles.map(rootOf))]]);
  await store.close();
}

async function migrated(options: StoreOptions): Promise<Store> {
  const store = await openStore(options);
  await store.migrate('verifier', MIGRATIONS);
  return store;
}

async function requireProofs({ store }: TestLog, places: readonly number[]): Promise<void> {
  const frontier = await readFrontier(store);
  const [treeSize, root] = [frontier.size, frontier.root()];
  for (const leafIndex of places) {
    const path = await proveInclusion(store, leafIndex, treeSize);
    const hash = leafHash(await readEntry(store, leafIndex));
    assert.ok(verifyInclusion({ leafHash: hash, leafIndex, treeSize, path, root }), `${leafIndex}`);
  }
}

async function requireIntact(log: TestLog): Promise<void> {
  assert.deepEqual((await verifyLog(log)).fault, undefined);
}

onBothEngines((databases) => {
  test('a log with tiles of the former kind opens with those of today, proves and goes on', async () => {
    const options = await databases('former');
    await formerLog(options);
    const opened = await openTestLog(options);
    assert.deepEqual(await countTiles(opened.store), { size: SIZE, tiles: TILES });
    await requireProofs(opened, [0, 255, 256, 1023, 1024, 1535, SIZE - 1]);
    await requireIntact(opened);
    await Promise.all(Array.from({ length: 300 }, () => opened.log.append(draftOf())));
    await requireProofs(opened, [0, SIZE, SIZE + 299]);
    await requireIntact(opened);
    await assert.rejects(opened.store.run('SELECT number FROM verifier_tile'));
    await opened.close();
  });

  test('two that open it at the same time both have all tiles before they append', async () => {
    const options = await databases('former-twice');
    await formerLog(options);
    const open = async () => {
      const opened = await openTestLog(options);
      assert.equal((await countTiles(opened.store)).tiles, TILES);
      await Promise.all(Array.from({ length: 100 }, () => opened.log.append(draftOf())));
      return opened;
    };
    for (const opened of await Promise.all([open(), open()])) {
      await requireIntact(opened);
      await opened.close();
    }
  });

  test('whoever dies on the way leaves whole tiles, and the next one goes on behind them', async () => {
    const options = await databases('former-killed');
    await formerLog(options);
    const store = await migrated(options);
    await assert.rejects(rebuildTiles(dyingAt(store, 2)), /dies/);
    assert.deepEqual(await countTiles(store), { size: SIZE, tiles: 4 });
    const written: unknown[] = [];
    await rebuildTiles(watched(store, /^INSERT INTO verifier_tree_tile/, (values) => written.push(values)));
    const ids = written.map((values) => (values as number[]).slice(0, 2));
    assert.deepEqual(ids, [
      [0, 4],
      [0, 5],
      [1, 0],
    ]);
    await store.close();
    const opened = await openTestLog(options);
    await requireIntact(opened);
    await opened.close();
  });

  test('an entry that is missing makes no tile', async () => {
    const options = await databases('former-damaged');
    await formerLog(options);
    const store = await migrated(options);
    await store.run('DELETE FROM verifier_record WHERE leaf_index = 300');
    const isDamage = (error: unknown) =>
      error instanceof EvidenceLogError && error.code === 'evidence/damaged';
    await assert.rejects(rebuildTiles(store), isDamage);
    assert.equal((await countTiles(store)).tiles, 0);
    await store.close();
    await assert.rejects(openTestLog(options), isDamage);
  });
});

test('a log that has its tiles is opened without being taken', async () => {
  const store = await openStore({ file: ':memory:' });
  const { log } = await openTestLog(undefined, store);
  await Promise.all(Array.from({ length: 260 }, () => log.append(draftOf())));
  await rebuildTiles(dyingAt(store, 1));
  await store.close();
});

/** A store whose transaction of this number ends before its commit. */
function dyingAt(store: Store, number: number): Store {
  let begun = 0;
  return {
    ...wrapped(store),
    transaction: (work, options) =>
      store.transaction(async (within) => {
        begun += 1;
        const result = await work(within);
        if (begun === number) throw new Error('dies');
        return result;
      }, options),
  };
}

function watched(store: Store, wanted: RegExp, seen: (values: readonly unknown[]) => void): Store {
  const watch = (within: StatementRunner): StatementRunner => ({
    run: (statement, values = []) => {
      if (wanted.test(statement)) seen(values);
      return within.run(statement, values);
    },
  });
  return {
    ...wrapped(store),
    transaction: (work, options) => store.transaction((within) => work(watch(within)), options),
  };
}

function wrapped(store: Store): Omit<Store, 'transaction'> {
  return {
    engine: store.engine,
    run: (statement, values) => store.run(statement, values),
    migrate: (service, migrations) => store.migrate(service, migrations),
    close: () => store.close(),
  };
}
