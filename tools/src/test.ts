/**
 * `npm test`: every test of the repository, on a plain line at the end how many passed and failed.
 * `npm test -- lib/card` runs the files whose path contains `lib/card`; `--help` tells the rest.
 */
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';
import { requireBuiltPages } from './built-pages.ts';
import { PRELOAD, requireSpareKeys } from './spare-keys/index.ts';
import { askForCpu, takeCpu } from './test-cpu.ts';
import { writeToMemory } from './test-folder.ts';
import { groupTests, removeGroups } from './test-groups.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const HELP = `npm test [-- OPTIONS] [PART OF A PATH …]

Runs the tests whose path contains one of the given parts; without any, all of them.

  --slowest N   show the N slowest test files, and the N processes that took most of a processor (default 0)
  --help        this text

Outside programs (PostgreSQL, OpenSSL, Chromium, OpenSC with pcscd) are used where they are installed; a test that
lacks one says how to get it and counts as skipped. KAZASU_REQUIRE_PEERS=1 makes that a failure.`;

interface TestEvent {
  readonly name: string;
  readonly nesting: number;
  readonly details: { readonly duration_ms: number; readonly error?: Error };
}

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  readonly millisecondsByFile: Map<string, number>;
  /** With its children; files that share a process are told with one of them. */
  readonly secondsByProcess: Map<string, number>;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean' }, slowest: { type: 'string', default: '0' } },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const files = testFiles(positionals);
  if (files.length === 0) {
    process.stderr.write(`No test file has ${positionals.join(' or ')} in its path.\n`);
    return 1;
  }
  await requireBuiltPages();
  requireSpareKeys();
  askForCpu();
  writeToMemory();
  const tally = await runAll(files);
  report(tally, Number(values.slowest));
  return tally.failed === 0 && tally.passed > 0 ? 0 : 1;
}

function testFiles(parts: readonly string[]): string[] {
  const all = globSync(
    '{lib,kit,services,apps,sdk,town,examples,conformance,bench,tools}/**/*.test.{ts,tsx}',
    {
      cwd: ROOT,
      exclude: (name) => name === 'node_modules' || name === 'dist',
    },
  );
  const wanted = parts.length === 0 ? all : all.filter((file) => parts.some((part) => file.includes(part)));
  // From the towns and browsers down to the libraries: the shortest come last, so that no processor waits for one long file.
  return wanted.sort().reverse();
}

async function runAll(files: readonly string[]): Promise<Tally> {
  // Hundreds of processes load the same modules: each is compiled once, and again when its text changes.
  process.env.NODE_COMPILE_CACHE ??= join(ROOT, 'node_modules/.cache/compile');
  const tally: Tally = {
    passed: 0,
    failed: 0,
    skipped: 0,
    millisecondsByFile: new Map(),
    secondsByProcess: new Map(),
  };
  const groups = groupTests(files);
  // One more than there are processors: many files wait for a browser, a database or a process of theirs.
  const stream = run({
    files: groups.map(({ entry }) => entry),
    concurrency: availableParallelism() + 1,
    timeout: 10 * 60_000,
    execArgv: ['--import', PRELOAD],
  });
  const grouped = new Set(groups.flatMap((group) => (group.files.length > 1 ? group.files : [])));
  const entries = new Map(groups.map(({ entry, files: [file = ''] }) => [entry, file]));
  // A file of a group is told as a suite, which counts for nothing, even where it could not be loaded.
  let unloaded = 0;
  const ended = ({ name, nesting, details }: Pick<TestEvent, 'name' | 'nesting' | 'details'>) => {
    if (nesting > 0 || !grouped.has(name)) return;
    tally.millisecondsByFile.set(name, details.duration_ms);
    const { error } = details;
    if (error !== undefined && 'failureType' in error && error.failureType !== 'subtestsFailed')
      unloaded += 1;
  };
  stream.on('test:pass', ended);
  stream.on('test:fail', ended);
  stream.on('test:summary', ({ file, duration_ms, counts }) => {
    if (file !== undefined) {
      const only = entries.get(file) ?? file;
      if (!grouped.has(only)) tally.millisecondsByFile.set(only, duration_ms);
      return;
    }
    tally.passed = counts.passed;
    tally.skipped = counts.skipped + counts.todo;
    tally.failed = counts.tests - counts.passed - tally.skipped + unloaded;
  });
  const reporter = stream.compose(spec);
  reporter.pipe(process.stdout);
  await new Promise((done) => reporter.once('end', done));
  removeGroups();
  const seconds = takeCpu();
  for (const {
    entry,
    files: [first = '', ...more],
  } of groups) {
    const name = more.length === 0 ? first : `${first} and ${more.length} more`;
    tally.secondsByProcess.set(name, seconds.get(entry) ?? 0);
  }
  return tally;
}

function report(tally: Tally, slowest: number): void {
  const most = (seconds: readonly (readonly [string, number])[], heading: string) => {
    if (slowest === 0) return;
    const total = seconds.reduce((sum, [, each]) => sum + each, 0);
    process.stdout.write(`${heading}, ${total.toFixed()} s together\n`);
    for (const [file, each] of [...seconds].sort((a, b) => b[1] - a[1]).slice(0, slowest))
      process.stdout.write(`${each.toFixed(1).padStart(7)} s  ${file.replace(`${ROOT}/`, '')}\n`);
  };
  most(
    [...tally.millisecondsByFile].map(([file, each]) => [file, each / 1000] as const),
    'longest',
  );
  most([...tally.secondsByProcess], 'most of a processor');
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  process.stdout.write(`\n${tally.passed} passed, ${tally.failed} failed${skipped}\n`);
}

process.exitCode = await main();
