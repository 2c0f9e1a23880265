/**
 * Other people's programs that tests are checked against: databases, OpenSSL, a browser. Owns: finding them, and
 * what happens when one is missing: the test is skipped with the remedy in its message, or fails where
 * `KAZASU_REQUIRE_PEERS` is set, as it is wherever a green result must mean that the peer has agreed.
 */
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { environment } from '../config/index.ts';

export interface PeerProgram {
  /** What it is, for a message. */
  readonly name: string;
  /** File names, best first. */
  readonly commands: readonly string[];
  /** Folders to look in after PATH; `*` stands for any one folder name, and the last in order is taken first. */
  readonly folders?: readonly string[];
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

export const CHROMIUM: PeerProgram = {
  name: 'Chromium',
  commands: ['chromium', 'chromium-browser', 'google-chrome'],
  remedy: 'apt-get install chromium',
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
  const folders = [
    ...(env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''),
    ...(program.folders ?? []).flatMap(expand),
  ];
  for (const command of program.commands) {
    const path = folders.map((folder) => join(folder, command)).find(isExecutable);
    if (path !== undefined) return { path, missing: false };
  }
  const missing = `${program.name} was not found (${program.remedy})`;
  if ((env.KAZASU_REQUIRE_PEERS ?? '') !== '') throw new Error(missing);
  return { path: '', missing };
}

function expand(pattern: string): string[] {
  const [before, after] = pattern.split('*');
  if (before === undefined || after === undefined) return [pattern];
  try {
    const names = readdirSync(before).sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
    return names.map((name) => `${before}${name}${after}`);
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
