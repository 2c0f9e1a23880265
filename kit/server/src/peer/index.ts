/**
 * Other people's programs that tests are checked against: databases, OpenSSL, a browser. Owns: finding them, and
 * what happens when one is missing: the test is skipped with the remedy in its message, or fails where
 * `KAZASU_REQUIRE_PEERS` is set, as it is wherever a green result must mean that the peer has agreed.
 */
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { environment } from '../config/index.ts';

export interface PeerProgram {
  /** What it is, for a message. */
  readonly name: string;
  /** File names, best first. */
  readonly commands: readonly string[];
  /**
   * Folders to look in after PATH. `*` stands for any one run of letters in a folder's name, and the last in order is taken
   * first; `$HOME` and the like stand for a variable of the environment, and without it the folder is left out.
   */
  readonly folders?: readonly string[];
  /** A variable of the environment that names the program itself, and goes before everything else. */
  readonly variable?: string;
  /** What to do when it is missing. */
  readonly remedy: string;
}

export interface Peer {
  /** Absolute path of the program; empty when missing. */
  readonly path: string;
  /** For node:test's `skip`: false, or why and what to do. */
  readonly missing: string | false;
}

export const OPENSSL: PeerProgram = {
  name: 'the OpenSSL command line',
  commands: ['openssl'],
  remedy: 'apt-get install openssl',
};

/** Where Playwright puts its browsers: told by its own variable, or in the cache of Linux or macOS. */
const PLAYWRIGHT_FOLDERS = [
  '$PLAYWRIGHT_BROWSERS_PATH',
  '$XDG_CACHE_HOME/ms-playwright',
  '$HOME/.cache/ms-playwright',
  '$HOME/Library/Caches/ms-playwright',
];
/** The one without a window before the whole browser, of any version and processor. */
const PLAYWRIGHT_BUILDS = [
  'chromium_headless_shell-*/chrome-*',
  'chromium-*/chrome-linux*',
  'chromium-*/chrome-mac*/*.app/Contents/MacOS',
];

/**
 * Debian's, another vendor's, or one that Playwright installed. The build that cannot have a window goes first: the same
 * engine, for two thirds of the processor time.
 */
export const CHROMIUM: PeerProgram = {
  name: 'Chromium',
  variable: 'CHROMIUM',
  commands: [
    'chromium-headless-shell',
    'chrome-headless-shell',
    'headless_shell',
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'chrome',
    'Google Chrome for Testing',
    'Chromium',
  ],
  folders: PLAYWRIGHT_FOLDERS.flatMap((folder) => PLAYWRIGHT_BUILDS.map((build) => `${folder}/${build}`)),
  remedy:
    'apt-get install chromium-headless-shell (or chromium), or npx playwright-core install chromium-headless-shell, or CHROMIUM=/path/to/chromium',
};

export const PYTHON: PeerProgram = {
  name: 'Python 3',
  commands: ['python3'],
  remedy: 'apt-get install python3',
};

/** Signs and verifies XML, by the XML Security Library. */
export const XMLSEC: PeerProgram = {
  name: 'the xmlsec1 command line',
  commands: ['xmlsec1'],
  remedy: 'apt-get install xmlsec1',
};

/** Verifies the signatures of PDF files. */
export const PDFSIG: PeerProgram = {
  name: "poppler's pdfsig",
  commands: ['pdfsig'],
  remedy: 'apt-get install poppler-utils',
};

/** Debian keeps the server's programs out of PATH. */
export const POSTGRES: PeerProgram = {
  name: 'the PostgreSQL server',
  commands: ['postgres'],
  folders: ['/usr/lib/postgresql/*/bin', '/usr/local/pgsql/bin'],
  remedy: 'apt-get install postgresql',
};

/** Finds the program. Throws instead of answering `missing` when `KAZASU_REQUIRE_PEERS` is set. */
export function requirePeer(program: PeerProgram, env = environment()): Peer {
  const named = env[program.variable ?? ''] ?? '';
  if (named !== '' && isExecutable(named)) return { path: named, missing: false };
  // Another program than the one asked for would make a result that nobody can explain.
  const path = named === '' ? findProgram(program, env) : undefined;
  if (path !== undefined) return { path, missing: false };
  const why = named === '' ? 'was not found' : `is not what ${program.variable} names`;
  const missing = `${program.name} ${why} (${program.remedy})`;
  if ((env.KAZASU_REQUIRE_PEERS ?? '') !== '') throw new Error(missing);
  return { path: '', missing };
}

type Environment = ReturnType<typeof environment>;

function findProgram({ commands, folders = [] }: PeerProgram, env: Environment): string | undefined {
  const inPath = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const all = [...inPath, ...folders.flatMap((folder) => expand(withVariables(folder, env)))];
  for (const command of commands) {
    const path = all.map((folder) => join(folder, command)).find(isExecutable);
    if (path !== undefined) return path;
  }
  return undefined;
}

/** Empty when a variable is not set. */
function withVariables(folder: string, env: Environment): string {
  const [, name, rest = ''] = /^\$([A-Z_]+)(\/.*)?$/.exec(folder) ?? [];
  if (name === undefined) return folder;
  const value = env[name] ?? '';
  return value === '' ? '' : value + rest;
}

/** The folders that a pattern stands for, part by part. */
function expand(pattern: string): string[] {
  const at = pattern.indexOf('*');
  if (at < 0) return pattern === '' ? [] : [pattern];
  const parent = pattern.slice(0, pattern.lastIndexOf('/', at));
  const [part = '', ...rest] = pattern.slice(parent.length + 1).split('/');
  const [before = '', after = ''] = part.split('*');
  const fits = (name: string) =>
    name.length >= part.length - 1 && name.startsWith(before) && name.endsWith(after);
  try {
    const names = readdirSync(parent)
      .filter(fits)
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
    return names.flatMap((name) => expand([parent, name, ...rest].join('/')));
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
