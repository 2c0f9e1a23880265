/** How much of a processor each process of `npm test` took, with the processes that it started and waited for. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
/** What Linux counts in, in `/proc`. */
const TICKS_PER_SECOND = 100;

/** Of one run alone; that it exists tells the processes of the run to leave word. */
function folderOf(runner: number): string {
  return join(ROOT, 'node_modules/.cache/test-cpu', String(runner));
}

/** In the runner, before the first test. */
export function askForCpu(): void {
  mkdirSync(folderOf(process.pid), { recursive: true });
}

/** In a process of a test: at its end it leaves word, if it was asked to. */
export function tellCpuAtExit(): void {
  const folder = folderOf(process.ppid);
  if (!existsSync(folder)) return;
  process.on('exit', () => {
    const word = { entry: process.argv[1], seconds: ownSeconds() + childrenSeconds() };
    if (existsSync(folder)) writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(word));
  });
}

/** In the runner, after the last test: seconds by the file that `node` was given. */
export function takeCpu(): Map<string, number> {
  const folder = folderOf(process.pid);
  const words = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
  rmSync(folder, { recursive: true });
  return new Map(words.map(({ entry, seconds }) => [entry, seconds]));
}

function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

/** `proc_pid_stat(5)`: `cutime` and `cstime` are the 16th and 17th field, and the second may hold spaces. */
function childrenSeconds(): number {
  if (process.platform !== 'linux') return 0;
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(afterName[13]) + Number(afterName[14])) / TICKS_PER_SECOND;
}
