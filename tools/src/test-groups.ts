/** Small test files of a room in one process: loading what they test takes most of the time of each. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { makesKeys } from './spare-keys/index.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Of this run alone: two runs of one working copy do not take each other's files away. */
const FOLDER = join(ROOT, 'node_modules/.cache/test-groups', String(process.pid));
/** Rooms of pure functions, and services whose tests each make an app in memory: no file sees another's state. */
const GROUPED =
  /^(?:lib\/(?:bytes|card|evidence|oidc|pki)|kit\/(?:server|reader)|apps\/(?:cli|phone)|sdk\/rp|town\/src|examples|services\/(?:authority|provider|verifier|timestamp))\//;
/** What a test does to its process or measures of it, and what takes long by itself: such a file stays alone. */
const ALONE =
  /\b(?:mock|performance|globalThis|setFlagsFromString|fork|spawn|execFile|Worker|launchBrowser)\b|\bprocess\.|postgres/i;
/** Files that crash what they test, or let it race or run in threads: what one leaves would be told of the next. */
const ROUGH = /\b(?:races?|crash|threads)\.test\.ts$/;
/** More would keep one processor when the others have nothing left to do. */
const MOST = 6;

/** What is run as one process: the file that `node` is given, and the test files that it runs, one after the other. */
export interface TestGroup {
  readonly entry: string;
  readonly files: readonly string[];
}

/**
 * Each file of a group becomes a suite that is called by its path, loads it, and has its hooks.
 * @param files paths from the root, in the order of their running
 */
export function groupTests(files: readonly string[], folder = FOLDER): TestGroup[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const groups: string[][] = [];
  const open = new Map<string, string[]>();
  for (const file of files) {
    const room = roomOf(file);
    const last = room === undefined ? undefined : open.get(room);
    if (last !== undefined && last.length < MOST) {
      last.push(file);
      continue;
    }
    const group = [file];
    groups.push(group);
    if (room !== undefined) open.set(room, group);
  }
  return groups.map((members, index) => {
    const [only, second] = members;
    const alone = only !== undefined && second === undefined;
    const entry = alone ? resolve(ROOT, only) : writeEntry(join(folder, `${index}.test.mjs`), members);
    return { entry, files: members };
  });
}

/** After the last test has ended. */
export function removeGroups(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

/** Undefined for a file that stays alone. */
function roomOf(file: string): string | undefined {
  const room = GROUPED.exec(file)?.[0];
  const path = resolve(ROOT, file);
  if (room === undefined || ROUGH.test(file) || makesKeys(path)) return undefined;
  if (ALONE.test(readFileSync(path, 'utf8'))) return undefined;
  return keepsToItself(path) ? undefined : room;
}

/** Hooks of a module are those of the first file that loads it, if it has them when it is loaded and not when it is called. */
const HOOK_OF_MODULE = /^(?:before|after)(?:Each)?\(/m;
/** Where a program of others is missing, the process ends with the first file that stands on it; CI lacks none. */
const MAY_END = /\bprocess\.exit\(/;

/** Whether a module beside the test does to the process what would be told of another file. */
function keepsToItself(test: string): boolean {
  const seen = new Set<string>();
  const look = (path: string): boolean => {
    if (seen.has(path) || !existsSync(path)) return false;
    seen.add(path);
    const text = readFileSync(path, 'utf8');
    if (path !== test && HOOK_OF_MODULE.test(text)) return true;
    if (MAY_END.test(text) && (process.env.KAZASU_REQUIRE_PEERS ?? '') === '') return true;
    return [...text.matchAll(/^(?:import|export) .*'(\.[^']+\.tsx?)'|from '(\.[^']+\.tsx?)'/gm)].some(
      ([, bare, from]) => look(resolve(dirname(path), bare ?? from ?? '')),
    );
  };
  return look(test);
}

/** One is loaded after the other: what they share would otherwise be loaded for the first, and the tests told as its own. */
export function writeEntry(entry: string, files: readonly string[]): string {
  const suites = files.map((file) => [file, pathToFileURL(resolve(ROOT, file)).href]);
  const lines = [
    "import { suite } from 'node:test';",
    `for (const [file, url] of ${JSON.stringify(suites)})`,
    '  await new Promise((loaded) => void suite(file, () => import(url).finally(loaded)));',
  ];
  writeFileSync(entry, `${lines.join('\n')}\n`);
  return entry;
}
