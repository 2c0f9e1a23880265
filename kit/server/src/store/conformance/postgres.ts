/** A real PostgreSQL for tests: its own folder, its own socket, gone afterwards; on a small disk of its own where that is asked for. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { POSTGRES, requirePeer } from '../../peer/index.ts';
import { onSmallDisk } from './small-disk.ts';
import { type Account, unprivilegedAccount } from './unprivileged.ts';

export interface TestPostgres {
  /** Of an empty database that may be used at once. */
  readonly url: string;
  /** Makes one more empty database and returns its URL. */
  createDatabase(): Promise<string>;
  /** Leaves no octet free on its disk, or gives the room back. Rejects where it has no small disk. */
  setDisk(state: 'full' | 'free'): Promise<void>;
  /** Ends the server at once and removes its folder. */
  stop(): Promise<void>;
}

export interface TestPostgresOptions {
  /** Server settings. Durability is off unless it is asked for with `{ fsync: 'on', synchronous_commit: 'on' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** A disk of its own, in memory: 64 MiB for data and log. Ask `smallDiskMissing` first. */
  readonly smallDisk?: boolean;
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
  const settings = Object.entries({ ...SETTINGS, ...options.settings, unix_socket_directories: folder });
  const flags = settings.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = ['/bin/sh', '-c', GUARD, folder, dirname(path), ...flags];
  const guard = options.smallDisk
    ? spawnGuard(onSmallDisk(command, folder, account), folder)
    : spawnGuard(command, folder, account);
  await whenReady(guard).catch((error: unknown) => {
    guard.stdin?.end();
    throw error;
  });
  return running(guard, folder, options.smallDisk ?? false);
}

function spawnGuard(command: readonly string[], cwd: string, account?: Account): ChildProcess {
  const [program = '', ...given] = command;
  return spawn(program, given, { ...account, cwd, stdio: ['pipe', 'ignore', 'pipe'] });
}

/**
 * Makes the database files and keeps the server for as long as its input is open. The input closes when the tests
 * end, however they end, so no server and no folder outlives them. SIGQUIT ends without a checkpoint; a server that
 * has hardly started ignores it, because shells start background commands so, but not SIGTERM. One that fell for want of
 * a disk, and could not even recover, is started again with the next word about the disk, as an operator would.
 */
const GUARD = `trap '' PIPE
programs=$1; shift
if "$programs/initdb" -D data -U kazasu -A trust -E UTF8 --locale=C --no-sync --wal-segsize=1 >/dev/null
then
  "$programs/postgres" -D data "$@" </dev/null & server=$!
  while read -r disk
  do
    if [ "$disk" = full ]; then cat /dev/zero >ballast; else rm -f ballast; fi 2>/dev/null
    if [ ! -e data/postmaster.pid ]; then "$programs/postgres" -D data "$@" </dev/null & server=$!; fi
    echo "disk $disk" >&2
  done
  kill -TERM $server; kill -QUIT $server; wait $server
fi
cd /; rm -rf "$0"`;

function running(guard: ChildProcess, folder: string, smallDisk: boolean): TestPostgres {
  const urlOf = (database: string) => `postgres://kazasu@${encodeURIComponent(folder)}/${database}`;
  let databases = 0;
  return {
    url: urlOf('postgres'),
    createDatabase: async () => {
      databases += 1;
      const name = `test_${databases}`;
      await administer(urlOf('postgres'), `CREATE DATABASE ${name}`);
      return urlOf(name);
    },
    setDisk: async (state) => {
      if (!smallDisk) throw new Error('its disk is that of the machine');
      guard.stdin?.write(`${state}\n`);
      await said(guard, `disk ${state}`);
    },
    stop: async () => {
      if (guard.exitCode !== null || guard.signalCode !== null) return;
      const gone = once(guard, 'exit');
      guard.stdin?.end();
      await gone;
    },
  };
}

/** Reads on when the server is ready, and drops what it reads: a full pipe would make the server wait for us. */
function whenReady(guard: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const failed = () => reject(new Error(`PostgreSQL did not start:\n${said}`));
    guard.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
      if (said.includes('ready to accept connections')) resolve();
      else if (said.includes('FATAL')) failed();
    });
    guard.once('error', reject);
    guard.once('exit', failed);
  });
}

/** Resolves with the next line of this text. */
function said(guard: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve) => {
    let heard = '';
    const listen = (text: string) => {
      heard = (heard + text).slice(-4000);
      if (!heard.includes(words)) return;
      guard.stderr?.off('data', listen);
      resolve();
    };
    guard.stderr?.on('data', listen);
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
