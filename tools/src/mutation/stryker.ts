import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PRELOAD, requireSpareKeys } from '../spare-keys/index.ts';
import type { Report } from './figures.ts';
import type { Target } from './targets.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
/** A package of its own: Stryker stands on 175 others, which nobody needs who does not run it (ADR 0054). */
const PACKAGE = join(ROOT, 'tools/mutation');
const STRYKER = join(PACKAGE, 'node_modules/@stryker-mutator/core/bin/stryker.js');
/** Not tracked by git. */
const FOLDER = join(ROOT, 'dist/mutation');

export interface Run {
  /** How many mutants are judged at the same time. */
  readonly concurrency: number;
  /** Of each source file only what such a part of its path has. */
  readonly only?: string | undefined;
  /** Also what is computed once, when a module is loaded: such a mutant costs a process, a few seconds. */
  readonly constants: boolean;
}

/** Installs Stryker where that was not done yet: the versions of its lock file, and no install script. */
export function requireStryker(): void {
  if (existsSync(STRYKER)) return;
  process.stdout.write('installing Stryker in tools/mutation\n');
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: PACKAGE,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('Stryker could not be installed');
}

/** Judges every mutant of the target; progress goes to the terminal. */
export function runStryker(target: Target, run: Run): Report {
  requireSpareKeys();
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${target.name.replaceAll('/', '-')}.json`);
  const told = join(FOLDER, `${target.name.replaceAll('/', '-')}-report.json`);
  writeFileSync(file, JSON.stringify(configuration(target, run, told), null, 1));
  const { status } = spawnSync(process.execPath, [STRYKER, 'run', file], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) throw new Error(`Stryker ended with ${status}`);
  return JSON.parse(readFileSync(told, 'utf8'));
}

function configuration(target: Target, run: Run, told: string) {
  return {
    plugins: [fileURLToPath(new URL('./runner.ts', import.meta.url))],
    testRunner: 'kazasu',
    kazasu: { tests: target.tests },
    testRunnerNodeArgs: ['--import', PRELOAD],
    mutate: run.only === undefined ? target.mutate : [`${target.room}/src/**/*${run.only}*`, '!**/*.test.ts'],
    ignoreStatic: !run.constants,
    ignorers: ['error-text'],
    // The room alone is copied and mutated; what it stands on is found above the copy, as it is.
    ignorePatterns: ['**', `!${target.room}/**`, '!package.json'],
    symlinkNodeModules: false,
    tempDirName: 'dist/mutation/sandbox',
    disableTypeChecks: false,
    coverageAnalysis: 'perTest',
    concurrency: run.concurrency,
    timeoutMS: 5000,
    // What tests leave behind in a process does not become more and more.
    maxTestRunnerReuse: 300,
    reporters: ['json', 'progress-append-only'],
    jsonReporter: { fileName: told },
    allowConsoleColors: false,
    warnings: { unknownOptions: false },
  };
}
