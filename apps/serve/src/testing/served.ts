import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { environment } from '@kazasu/server/config';
import type { ServiceName } from '../services.ts';

export interface ServeOptions {
  /** Settings by their names in the environment. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Words behind the service's name. */
  readonly words?: readonly string[];
  /** A program, with its words, that starts the process and stays out of its way: `['faketime', '+1h']`. */
  readonly through?: readonly string[];
}

/** One line of the log. */
export type Line = Readonly<Record<string, unknown>>;

export interface Served {
  readonly child: ChildProcess;
  readonly lines: readonly Line[];
  /** Everything that it wrote so far, to either output. */
  readonly written: () => string;
  /** Resolves to the first line with this event that is not one of those before; rejects when the process ends first. */
  event(name: string, before?: number): Promise<Line>;
  /** Where it answers, once it does. */
  readonly ready: Promise<string>;
  /** Sends a signal, and resolves to the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  readonly ended: Promise<number | null>;
}

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
/** What a process needs of this one's environment: nothing that begins with `KAZASU_`, and no runner's variable. */
const PASSED = ['PATH', 'HOME', 'TMPDIR', 'NODE_COMPILE_CACHE'];

/** Starts `kazasu serve NAME`; a process that is still there when this one ends is killed. */
export function startServed(
  name: ServiceName,
  { settings = {}, words = [], through = [] }: ServeOptions = {},
): Served {
  const passed = Object.entries(environment()).filter(([variable]) => PASSED.includes(variable));
  const env = { ...Object.fromEntries(passed), ...settings };
  const [program = '', ...rest] = [...through, process.execPath, MAIN, name, ...words];
  const child = spawn(program, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'close').then(([code]) => {
    process.off('exit', kill);
    return code as number | null;
  });
  const lines: Line[] = [];
  let written = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written += text;
  });
  createInterface({ input: child.stdout }).on('line', (text) => {
    written += `${text}\n`;
    if (text.startsWith('{"')) lines.push(JSON.parse(text) as Line);
    child.emit('line');
  });
  const event = async (wanted: string, before = 0): Promise<Line> => {
    for (;;) {
      const found = lines.filter((line) => line.event === wanted)[before];
      if (found !== undefined) return found;
      const over = await Promise.race([once(child, 'line').then(() => false), ended.then(() => true)]);
      if (over) throw new Error(`it ended before ${wanted}:\n${written}`);
    }
  };
  const ready = event('service.ready').then((line) => String(line.url));
  ready.catch(() => {});
  return {
    child,
    lines,
    written: () => written,
    event,
    ready,
    ended,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}
