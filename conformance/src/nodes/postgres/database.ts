import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { POSTGRES, requirePeer } from '@kazasu/server/peer';
import { type Account, unprivilegedAccount } from '@kazasu/server/store/conformance';

/** A PostgreSQL that keeps what it has committed, and can be made to die. */
export interface Database {
  /** By the socket in its folder, as a superuser. */
  readonly url: string;
  /** Path of that socket. */
  readonly socket: string;
  readonly folder: string;
  /** SIGKILL to the server, as when the machine loses its power: nothing is flushed, nobody is told. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it on the same files, and resolves when it answers. */
  start(): Promise<void>;
  /** Runs one statement as the superuser. */
  sql(statement: string): void;
  /** SIGSTOP and SIGCONT to the server and all its processes: it is there, and says nothing. */
  freeze(): void;
  thaw(): void;
  /** Ends it and removes its files. */
  close(): Promise<void>;
}

/** Everything that an operator would leave on. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  max_connections: '120',
  lc_messages: 'C',
};

/** Runs the server for as long as its input is open, so that it never outlives who started it. */
const GUARD = `trap '' PIPE
"$0" -D data "$@" </dev/null & server=$!
cat >/dev/null
kill -QUIT $server 2>/dev/null; wait $server`;

export interface DatabaseOptions {
  readonly settings?: Readonly<Record<string, string>>;
  /** Fills the folder `data` of a folder that is ours; default a new, empty cluster. */
  readonly prepare?: (tools: Tools) => void;
  /** A program, with its words, that starts the server, run as whoever runs this. */
  readonly through?: readonly string[];
}

export function newCluster({ run }: Tools): void {
  run('initdb', '-D', 'data', '-U', 'kazasu', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync');
}

export async function startDatabase({
  settings = {},
  prepare = newCluster,
  through = [],
}: DatabaseOptions = {}): Promise<Database> {
  const { path, missing } = requirePeer(POSTGRES);
  if (missing !== false) throw new Error(missing);
  const account = unprivilegedAccount();
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-db-'));
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  const tools: Tools = {
    folder,
    run: (program, ...words) =>
      void execFileSync(join(dirname(realpathSync(path)), program), words, {
        ...account,
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
  };
  prepare(tools);
  const flags = Object.entries({ ...SETTINGS, ...settings, unix_socket_directories: folder }).flatMap(
    ([name, value]) => ['-c', `${name}=${value}`],
  );
  let guard: ChildProcess | undefined;
  const start = async () => {
    const [program = '', ...words] = [
      ...through,
      ...as(through.length > 0, account),
      '/bin/sh',
      '-c',
      GUARD,
      path,
      ...flags,
    ];
    const own = through.length > 0 ? {} : account;
    guard = spawn(program, words, { ...own, cwd: folder, stdio: ['pipe', 'ignore', 'pipe'] });
    await untilReady(guard);
  };
  const end = async () => {
    const ending = guard;
    guard = undefined;
    if (ending === undefined) return;
    const gone = once(ending, 'exit');
    ending.stdin?.end();
    await gone;
  };
  await start();
  return {
    url: `postgres://kazasu@${encodeURIComponent(folder)}/postgres`,
    socket: join(folder, '.s.PGSQL.5432'),
    folder,
    start,
    kill: async () => {
      const processes = processesOf(folder);
      process.kill(processes[0] ?? 0, 'SIGKILL');
      await end();
      await untilGone(processes);
    },
    sql: (statement) =>
      tools.run(
        'psql',
        '-h',
        folder,
        '-U',
        'kazasu',
        '-d',
        'postgres',
        '-qAt',
        '-v',
        'ON_ERROR_STOP=1',
        '-c',
        statement,
      ),
    freeze: () => signalAll(folder, 'SIGSTOP'),
    thaw: () => signalAll(folder, 'SIGCONT'),
    close: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL's own programs, run as the account that the server has, in its folder. */
export interface Tools {
  readonly folder: string;
  run(program: string, ...words: string[]): void;
}

/** How whoever was started as us becomes the account that the server runs under. */
function as(needed: boolean, account: Account | undefined): string[] {
  if (!needed || account === undefined) return [];
  return ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
}

/** The server first, then whoever it has started. */
function processesOf(folder: string): number[] {
  const server = Number(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n', 1)[0]);
  const children = readFileSync(`/proc/${server}/task/${server}/children`, 'utf8');
  return [server, ...children.split(' ').filter(Boolean).map(Number)];
}

function signalAll(folder: string, signal: NodeJS.Signals): void {
  for (const pid of processesOf(folder)) {
    try {
      process.kill(pid, signal);
    } catch {
      // One that has just ended.
    }
  }
}

/** Those that the server left behind notice its death by themselves; before that nobody else may have its files. */
async function untilGone(processes: readonly number[]): Promise<void> {
  for (const pid of processes) {
    while (existsSync(`/proc/${pid}`)) await sleep(20);
  }
}

/** Reads on when it is ready, and drops what it reads: a full pipe would make the server wait for us. */
function untilReady(guard: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const failed = () => reject(new Error(`PostgreSQL did not start:\n${said}`));
    guard.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000);
      if (said.includes('ready to accept')) resolve();
    });
    guard.once('error', reject);
    guard.once('exit', failed);
  });
}
