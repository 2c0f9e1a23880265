import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { rejectsWith } from '../conformance/with-store.ts';
import type { Store } from '../store.ts';
import { openSqlite } from './index.ts';

const MIGRATIONS = [{ id: 1, statements: ['CREATE TABLE a_row (id BIGINT PRIMARY KEY, filler BYTES)'] }];
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kazasu-sqlite-'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function withFile(name: string, work: (store: Store, file: string) => Promise<void>): Promise<void> {
  const file = join(folder, name);
  const store = await openSqlite(file);
  try {
    await store.migrate('a', MIGRATIONS);
    await work(store, file);
  } finally {
    await store.close();
  }
}

test('a new database and its write-ahead log are readable by their owner alone', () =>
  withFile('deep/er/private.db', async (_store, file) => {
    for (const path of [file, `${file}-wal`, `${file}-shm`]) {
      assert.equal((await stat(path)).mode & 0o777, 0o600, path);
    }
    assert.equal((await stat(join(folder, 'deep'))).mode & 0o777, 0o700);
  }));

test('commits are durable: write-ahead log, full synchronisation, foreign keys', () =>
  withFile('pragma.db', async (store) => {
    assert.deepEqual(await store.run('PRAGMA journal_mode'), [{ journal_mode: 'wal' }]);
    assert.deepEqual(await store.run('PRAGMA synchronous'), [{ synchronous: 2 }]);
    assert.deepEqual(await store.run('PRAGMA foreign_keys'), [{ foreign_keys: 1 }]);
  }));

test('a transaction of another store in the same process is waited for without stopping the event loop', () =>
  withFile('two.db', async (first, file) => {
    const second = await openSqlite(file);
    const inside = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const slow = first.transaction(async (within) => {
      await within.run('INSERT INTO a_row (id) VALUES (1)');
      inside.resolve();
      await goOn.promise;
      await within.run('INSERT INTO a_row (id) VALUES (2)');
    });
    await inside.promise;
    const waiting = second.run('INSERT INTO a_row (id) VALUES (3)');
    await turn();
    goOn.resolve();
    await waiting;
    const [row] = await second.run('SELECT count(*) AS n FROM a_row');
    assert.deepEqual(row, { n: 3 });
    await slow;
    await second.close();
  }));

test('a full disk is store/unavailable, leaves nothing half, and the store goes on when there is room', () =>
  withFile('full.db', async (store) => {
    const insert = 'INSERT INTO a_row (id, filler) VALUES ($1, $2)';
    const [row] = await store.run<{ page_count: number }>('PRAGMA page_count');
    await store.run(`PRAGMA max_page_count = ${(row?.page_count ?? 0) + 5}`);
    const work = store.transaction(async (within) => {
      for (let i = 0; i < 20; i++) await within.run(insert, [i, new Uint8Array(4000)]);
    });
    await rejectsWith(work, 'store/unavailable');
    assert.deepEqual(await store.run('SELECT id FROM a_row'), []);
    await store.run('PRAGMA max_page_count = 100000');
    await store.run(insert, [1, new Uint8Array(40_000)]);
  }));

test('who writes at the same time shares a commit, and nobody the fault of another', () =>
  withFile('group.db', async (store) => {
    const insert = 'INSERT INTO a_row (id) VALUES ($1)';
    const context = new AsyncLocalStorage<number>();
    const transact = (id: number, fails: boolean) =>
      context.run(id, () =>
        store.transaction(async (within) => {
          await within.run(insert, [id]);
          await turn();
          await within.run(insert, [id + 1]);
          assert.equal(context.getStore(), id, 'the work belongs to who asked');
          if (fails) throw new Error('undo');
          return id;
        }),
      );
    const outcomes = await Promise.allSettled([
      store.run(insert, [1]),
      transact(10, false),
      transact(20, true),
      store.run(insert, [1]),
      transact(30, false),
      transact(1, false),
      store.run(insert, [2]),
    ]);
    const failed = outcomes.map(({ status }) => status === 'rejected');
    assert.deepEqual(failed, [false, false, true, true, false, true, false]);
    const rows = await store.run<{ id: number }>('SELECT id FROM a_row ORDER BY id');
    assert.deepEqual(
      rows.map(({ id }) => id),
      [1, 2, 10, 11, 30, 31],
    );
  }));

test('many that write at once cost far fewer commits', () =>
  withFile('shared.db', async (store, file) => {
    // Each commit writes every page it changed to the log, however little of it.
    const before = (await stat(`${file}-wal`)).size;
    await store.run('INSERT INTO a_row (id) VALUES (0)');
    const one = (await stat(`${file}-wal`)).size - before;
    await Promise.all(
      Array.from({ length: 100 }, (_, i) => store.run('INSERT INTO a_row (id) VALUES ($1)', [i + 1])),
    );
    const all = (await stat(`${file}-wal`)).size - before - one;
    assert.ok(all <= 4 * one, `${all} octets of log for a hundred, ${one} for one`);
  }));

test('where the engine takes a whole group back, nobody in it is told that it was done', () =>
  withFile('taken-back.db', async (store) => {
    const [row] = await store.run<{ page_count: number }>('PRAGMA page_count');
    await store.run(`PRAGMA max_page_count = ${(row?.page_count ?? 0) + 5}`);
    const insert = 'INSERT INTO a_row (id, filler) VALUES ($1, $2)';
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, i) => store.run(insert, [i, new Uint8Array(4000)])),
    );
    const told = outcomes.flatMap(({ status }, i) => (status === 'fulfilled' ? [i] : []));
    const kept = await store.run<{ id: number }>('SELECT id FROM a_row ORDER BY id');
    assert.deepEqual(
      kept.map(({ id }) => id),
      told,
    );
    assert.ok(told.length < 40);
  }));

test('what is no database, or no file, is store/unavailable', async () => {
  await writeFile(join(folder, 'garbage.db'), 'this is not a database, '.repeat(100));
  await rejectsWith(openSqlite(join(folder, 'garbage.db')), 'store/unavailable');
  await mkdir(join(folder, 'folder.db'));
  await rejectsWith(openSqlite(join(folder, 'folder.db')), 'store/unavailable');
});

test('a process with an open store may end without closing it', () => {
  const script = `const { openStore } = await import('@kazasu/server/store');
    const store = await openStore({ file: ${JSON.stringify(join(folder, 'open.db'))} });
    await store.run('SELECT 1 AS one');`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    timeout: 30_000,
  });
});
