import assert from 'node:assert/strict';
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
