import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { POSTGRES, requirePeer } from '@kazasu/server/peer';
import { openStore, type Store } from '@kazasu/server/store';
import { postgresMissing, startPostgres, type TestPostgres } from '@kazasu/server/store/conformance';
import { type Posted, type TokenApp, tokenApp } from '../testing/index.ts';

const run = promisify(execFile);

/** How a database may be at fault, for connections that were open before and for new ones. Each gives back what makes it well again. */
type Fault = (admin: Store, database: string) => Promise<() => Promise<unknown>>;

const cutAll = (admin: Store, database: string) =>
  admin.run(
    'SELECT pg_terminate_backend(pid) AS cut FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
    [database],
  );

const readOnly: Fault = async (admin, database) => {
  await admin.run(`ALTER DATABASE ${database} SET default_transaction_read_only = on`);
  await cutAll(admin, database);
  return async () => {
    await admin.run(`ALTER DATABASE ${database} RESET default_transaction_read_only`);
    await cutAll(admin, database);
  };
};

const withoutConnections: Fault = async (admin, database) => {
  await admin.run('ALTER ROLE service CONNECTION LIMIT 0');
  await cutAll(admin, database);
  return () => admin.run('ALTER ROLE service CONNECTION LIMIT -1');
};

/** Neither the open connections' processes nor that which makes new ones say anything more. */
const silent: Fault = async (admin, database) => {
  const rows = await admin.run<{ pid: number }>('SELECT pid FROM pg_stat_activity WHERE datname = $1', [
    database,
  ]);
  const [file] = await admin.run<{ text: string }>("SELECT pg_read_file('postmaster.pid') AS text");
  const pids = [Number.parseInt(file?.text ?? '', 10), ...rows.map(({ pid }) => pid)];
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  return async () => {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  };
};

const FAULTS: Readonly<Record<string, Fault>> = {
  'only to be read, as a standby': readOnly,
  'without a connection to spare': withoutConnections,
  silent,
};

describe('a database at fault is 503 with Retry-After, and nothing has happened', {
  skip: postgresMissing(),
}, () => {
  let postgres: TestPostgres;
  let admin: Store;
  before(async () => {
    postgres = await startPostgres();
    admin = await openStore({ databaseUrl: postgres.url, connections: 1 });
    await admin.run('CREATE ROLE service LOGIN');
  });
  after(async () => {
    await admin.close();
    await postgres.stop();
  });

  /** A provider that is no superuser, with connections open, of which it has waited for none. */
  async function provider() {
    const url = new URL(await postgres.createDatabase());
    const database = url.pathname.slice(1);
    const owner = await openStore({ databaseUrl: url.href, connections: 1 });
    await owner.run('GRANT ALL ON SCHEMA public TO service');
    url.username = 'service';
    const store = await openStore({ databaseUrl: url.href, connections: 2, statementTimeoutMs: 600 });
    const token = await tokenApp({ store });
    await token.register();
    return { token, store, database, owner, url: url.href.replace('service', 'kazasu') };
  }

  const unavailable = (answer: Posted, error: string) => {
    assert.deepEqual([answer.status, answer.body.error], [503, error]);
    assert.match(answer.headers.get('retry-after') ?? '', /^\d+$/);
  };

  const askAll = async (token: TokenApp, code: string, accessToken: string) => {
    const headers = { authorization: `Bearer ${token.adminToken}` };
    const clients = `${token.deps.config.baseUrl}/admin/clients`;
    unavailable(await token.redeem(code), 'temporarily_unavailable');
    unavailable(
      await token.read(await token.app.request(`${clients}/nobody`, { method: 'DELETE', headers })),
      'store/unavailable',
    );
    return token.userinfo(accessToken);
  };

  for (const [name, fault] of Object.entries(FAULTS)) {
    test(name, async () => {
      const { token, store, database, owner } = await provider();
      const first = await token.redeem(await token.login());
      const code = await token.login();
      await owner.close();
      const heal = await fault(admin, database);
      const read = await askAll(token, code, first.body.access_token);
      // A standby answers what is only read, but for a connection that was cut.
      if (fault !== readOnly) unavailable(read, 'temporarily_unavailable');
      await heal();
      let again = await token.redeem(code);
      // Broken connections are noticed one by one.
      for (let i = 0; i < 4 && again.status === 503; i++) again = await token.redeem(code);
      assert.equal(again.status, 200, 'the code was not used up');
      assert.equal((await token.redeem(code)).body.error, 'invalid_grant');
      await store.close();
    });
  }

  test('cut again and again under load: no code is used twice, and none is lost but by an answer that was', async () => {
    const { token, store, database, owner } = await provider();
    const codes = await Promise.all(Array.from({ length: 60 }, () => token.login()));
    let going = true;
    const cutting = (async () => {
      while (going) await cutAll(admin, database);
    })();
    const answers = await Promise.all(codes.flatMap((code) => [0, 1, 2].map(() => token.redeem(code))));
    going = false;
    await cutting;
    for (const answer of answers.filter(({ status }) => status === 503)) {
      unavailable(answer, 'temporarily_unavailable');
    }
    assert.ok(
      answers.some(({ status }) => status === 503),
      'nobody was cut',
    );
    for (let i = 0; i < 4; i++) await store.run('SELECT 1 AS alive').catch(() => {});
    for (const [i, code] of codes.entries()) {
      const tried = [...answers.slice(3 * i, 3 * i + 3), await token.redeem(code)].map(
        ({ status }) => status,
      );
      const redeemed = tried.filter((status) => status === 200).length;
      assert.ok(redeemed === 1 || (redeemed === 0 && tried.includes(503)), `${tried}`);
    }
    await Promise.all([owner.close().catch(() => {}), store.close()]);
  });

  test('a full disk, as the server says it where a session is written', async () => {
    const { token, store, owner, url } = await provider();
    const code = await token.login();
    const psql = (command: string) =>
      run(join(dirname(realpathSync(requirePeer(POSTGRES).path)), 'psql'), [
        '--quiet',
        '--command',
        command,
        url,
      ]);
    await psql(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION USING ERRCODE = '53100', MESSAGE = 'could not extend file'; END $$`);
    await psql(
      'CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON provider_session EXECUTE FUNCTION full_disk()',
    );
    unavailable(await token.redeem(code), 'temporarily_unavailable');
    await assert.rejects(token.login(), { code: 'store/unavailable' });
    await psql('DROP TRIGGER no_room ON provider_session');
    assert.equal((await token.redeem(code)).status, 200, 'the code was not used up');
    await Promise.all([owner.close(), store.close()]);
  });
});
