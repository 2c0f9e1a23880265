/** A real PostgreSQL for tests: its own folder, its own socket, gone afterwards. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { POSTGRES, requirePeer } from '../../peer/index.ts';
import { unprivilegedAccount } from './unprivileged.ts';

export interface TestPostgres {
  /** Of an empty database that may be used at once. */
  readonly url: string;
  /** Process id of the server, for tests that disturb it. */
  readonly processId: number;
  /** Makes one more empty database and returns its URL. */
  createDatabase(): Promise<string>;
  /** Ends the server at once and removes its folder. */
  stop(): Promise<void>;
}

export interface TestPostgresOptions {
  /** Server settings. Durability is off unless it is asked for with `{ fsync: 'on', synchronous_commit: 'on' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '120',
  shared_buffers: '32MB',
  lc_messages: 'C',
};

/** False, or the reason and remedy for node:test's `skip`; throws when peers are required. */
export function postgresMissing(): string | false {
  return requirePeer(POSTGRES).missing;
}

/** Throws when the server is not installed: ask {@link postgresMissing} first. */
export async function startPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const { path, missing } = requirePeer(POSTGRES);
  if (missing !== false) throw new Error(missing);
  const account = unprivilegedAccount();
  // Short, because a socket's path may have 107 bytes at most.
  const folder = await mkdtemp(join(tmpdir(), 'kazasu-pg-'));
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const initdb = ['-D', data, '-U', 'kazasu', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  await promisify(execFile)(join(dirname(path), 'initdb'), initdb, { ...account, cwd: folder });
  const settings = Object.entries({ ...SETTINGS, ...options.settings, unix_socket_directories: folder });
  const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(path, ['-D', data, ...flags], {
    ...account,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await whenReady(server);
  return running(server, folder);
}

function running(server: ChildProcess, folder: string): TestPostgres {
  const urlOf = (database: string) => `postgres://kazasu@${encodeURIComponent(folder)}/${database}`;
  // SIGQUIT ends without a checkpoint. The listener covers a test process that ends before it has stopped us.
  const endNow = () => server.kill('SIGQUIT');
  process.once('exit', endNow);
  let databases = 0;
  return {
    url: urlOf('postgres'),
    processId: server.pid ?? 0,
    createDatabase: async () => {
      databases += 1;
      const name = `test_${databases}`;
      await administer(urlOf('postgres'), `CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    stop: async () => {
      process.off('exit', endNow);
      if (server.exitCode === null && server.signalCode === null) {
        const gone = once(server, 'exit');
        endNow();
        await gone;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Reads on when the server is ready, and drops what it reads: a full pipe would make the server wait for us. */
function whenReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said}`)));
  });
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
