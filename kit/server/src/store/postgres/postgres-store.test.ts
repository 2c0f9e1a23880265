import assert from 'node:assert/strict';
import { createServer, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { stopwatch } from '../../clock/index.ts';
import { postgresMissing, startPostgres, type TestPostgres } from '../conformance/index.ts';
import { rejectsWith } from '../conformance/with-store.ts';
import { type Store, StoreError } from '../store.ts';
import { openPostgres } from './index.ts';
import { openPool, TIMEOUTS } from './pool.ts';

const TABLE = [{ id: 1, statements: ['CREATE TABLE a_row (id BIGINT PRIMARY KEY)'] }];
const INSERT = 'INSERT INTO a_row (id) VALUES ($1)';

describe('PostgreSQL under disturbance', { skip: postgresMissing() }, () => {
  let postgres: TestPostgres;
  let store: Store;
  before(async () => {
    postgres = await startPostgres();
    store = await openPostgres(postgres.url, 4);
    await store.migrate('a', TABLE);
  });
  after(async () => {
    await store.close();
    await postgres.stop();
  });

  it('answers a lost connection with store/unavailable and goes on with a new one', async () => {
    const cut = store.transaction(async (within) => {
      await within.run(INSERT, [1]);
      await within.run('SELECT pg_terminate_backend(pg_backend_pid()) AS gone');
    });
    await rejectsWith(cut, 'store/unavailable');
    assert.deepEqual(await store.run('SELECT id FROM a_row'), []);
  });

  it('survives that all its idle connections are cut', async () => {
    await Promise.all(Array.from({ length: 4 }, () => store.run('SELECT pg_sleep(0.02) AS slept')));
    const other = await openPostgres(postgres.url, 1);
    await other.run(
      'SELECT pg_terminate_backend(pid) AS gone FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND application_name = $1',
      ['kazasu'],
    );
    await other.close();
    // The news may come only with the next statement on a connection, so each of the four may fail once.
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await store.run('SELECT id FROM a_row').catch(String));
    assert.deepEqual(answers.at(-1), []);
  });

  it('answers writes with store/unavailable where only reading is possible', async () => {
    const database = await postgres.createDatabase();
    const admin = await openPostgres(database, 1);
    await admin.migrate('a', TABLE);
    await admin.run(
      `ALTER DATABASE ${new URL(database).pathname.slice(1)} SET default_transaction_read_only = on`,
    );
    const standby = await openPostgres(database, 1);
    await rejectsWith(standby.run(INSERT, [1]), 'store/unavailable');
    await rejectsWith(
      standby.transaction((within) => within.run(INSERT, [1])),
      'store/unavailable',
    );
    assert.deepEqual(await standby.run('SELECT id FROM a_row'), []);
    await Promise.all([admin.close(), standby.close()]);
  });

  it('gives up an answer that does not come, and the connection with it', async () => {
    const hasty = await openPostgres(postgres.url, 1, { ...TIMEOUTS, query_timeout: 100 });
    await rejectsWith(hasty.run('SELECT pg_sleep(1) AS slept'), 'store/unavailable');
    await rejectsWith(
      hasty.transaction((within) => within.run('SELECT pg_sleep(1) AS slept')),
      'store/unavailable',
    );
    assert.deepEqual(await hasty.run('SELECT id FROM a_row'), []);
    await hasty.close();
  });

  it('has limits on the time of statements, locks, and idle transactions', async () => {
    for (const name of [
      'statement_timeout',
      'lock_timeout',
      'idle_in_transaction_session_timeout',
    ] as const) {
      const rows = await store.run('SELECT setting FROM pg_settings WHERE name = $1', [name]);
      assert.deepEqual(rows, [{ setting: String(TIMEOUTS[name]) }]);
    }
  });

  it('migrates a table that is in use without stopping those who use it', async () => {
    await store.run('CREATE TABLE a_busy (id BIGINT PRIMARY KEY)');
    const held = Promise.withResolvers<void>();
    const inside = Promise.withResolvers<void>();
    const using = store.transaction(async (within) => {
      await within.run('INSERT INTO a_busy (id) VALUES (1)');
      inside.resolve();
      await held.promise;
    });
    await inside.promise;
    const migrated = store.migrate('a', [
      ...TABLE,
      { id: 2, statements: ['ALTER TABLE a_busy ADD COLUMN n BIGINT'] },
    ]);
    const waiting =
      "SELECT count(*) AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'ALTER%'";
    while ((await store.run<{ n: number }>(waiting))[0]?.n === 0);
    // Whoever comes after waits behind the migration, until that gives up for now.
    const elapsed = stopwatch();
    assert.deepEqual(await store.run('SELECT id FROM a_busy'), []);
    assert.ok(elapsed() < 3_000, `${elapsed()} ms`);
    held.resolve();
    await Promise.all([using, migrated]);
    assert.deepEqual(await store.run('SELECT id, n FROM a_busy'), [{ id: 1, n: null }]);
  });

  it('breaks a deadlock by running one of the two again', async () => {
    await store.run(`${INSERT}, (11)`, [10]);
    const met = Promise.withResolvers<void>();
    let inside = 0;
    const cross = (first: number, second: number) =>
      store.transaction(async (within) => {
        await within.run('UPDATE a_row SET id = id WHERE id = $1', [first]);
        inside += 1;
        if (inside === 2) met.resolve();
        await met.promise;
        await within.run('UPDATE a_row SET id = id WHERE id = $1', [second]);
      });
    await Promise.all([cross(10, 11), cross(11, 10)]);
    assert.ok(inside >= 3, 'nobody ran again');
  });

  it('is unavailable when the server is down, and does not tell the password', async () => {
    const closed = 'postgres://someone:s3cret-word@127.0.0.1:1/nowhere';
    for (const url of [closed, 'postgres://someone:s3cret-word@:x:y/', 'not a url s3cret-word']) {
      const error = await openPostgres(url).catch((reason: unknown) => reason);
      assert.ok(error instanceof StoreError);
      assert.equal(error.code, 'store/unavailable');
      assert.ok(!`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`.includes('s3cret-word'));
    }
  });
});

it('a server that accepts and then says nothing is given up', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const address = silent.address();
  assert.ok(typeof address === 'object' && address !== null);
  const url = `postgres://kazasu@127.0.0.1:${address.port}/nowhere`;
  const pool = openPool(url, 1, { ...TIMEOUTS, connectionTimeoutMillis: 100 });
  await assert.rejects(pool.connect());
  for (const socket of sockets) socket.destroy();
  silent.close();
  await pool.end();
});
