import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Begun } from '@kazasu/server/serve';

/** In the server's process: starts on the first message, answers `ready`, then tells what it has used when asked. */
export function serveOnMessage<Settings extends object>(
  start: (settings: Settings) => Promise<unknown>,
): void {
  process.on('message', (message: Settings | 'usage') => {
    if (message === 'usage') return void process.send?.(usage());
    void start(message).then(() => process.send?.('ready'));
  });
}

/** What a process has used so far, and holds now. */
export interface Usage {
  readonly cpuMs: number;
  /**
   * Resident; of that what is the process's own, without the program's pages that all processes of a machine share (undefined where the
   * machine does not say); and of the JavaScript heap what is in use, garbage included.
   */
  readonly megabytes: {
    readonly resident: number;
    readonly own: number | undefined;
    readonly heap: number;
  };
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return {
    cpuMs: (user + system) / 1000,
    megabytes: { resident: rss / 1e6, own: ownMegabytes(), heap: heapUsed / 1e6 },
  };
}

/** proc(5): pages that no file stands behind. */
function ownMegabytes(): number | undefined {
  const status = '/proc/self/status';
  const kibibytes = existsSync(status)
    ? /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1]
    : undefined;
  return kibibytes === undefined ? undefined : (Number(kibibytes) * 1024) / 1e6;
}

/** A server in a process of its own. */
export interface Server {
  /** Milliseconds of CPU used so far. */
  cpuMs(): Promise<number>;
  usage(): Promise<Usage>;
  stop(): void;
}

/** Forks `file` onto one core, with flags and environment of this process unless others are given, and waits until it serves. */
export async function startServer(
  file: string,
  settings: object,
  core: number | undefined,
  begun: Partial<Begun> = {},
): Promise<Server> {
  const child = fork(new URL(file, import.meta.url), {
    ...begun,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  pin(child.pid, core);
  child.send(settings);
  await reply(child);
  const asked = () => {
    child.send('usage');
    return reply<Usage>(child);
  };
  return {
    cpuMs: async () => (await asked()).cpuMs,
    usage: asked,
    stop: () => child.kill(),
  };
}

function reply<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`The server ended with code ${code}.`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message as T);
    });
  });
}

/** Binds a process and its threads to one core; undefined leaves it where it is. */
export function pin(pid: number | undefined, core: number | undefined): void {
  if (core !== undefined && pid !== undefined) pinTo(pid, [core]);
}

/** Binds a process and its threads to these cores, and with them what they will start. */
export function pinTo(pid: number, numbers: readonly number[]): void {
  spawnSync('taskset', ['-acp', numbers.join(','), String(pid)]);
}

/** Cores for server and load; undefined where the machine has no taskset or a single core. */
export function cores(): { server: number | undefined; load: number | undefined } {
  const able = availableParallelism() > 1 && spawnSync('taskset', ['-p', String(process.pid)]).status === 0;
  return able ? { server: 0, load: 1 } : { server: undefined, load: undefined };
}
