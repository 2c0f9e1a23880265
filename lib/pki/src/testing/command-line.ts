import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { standOn } from './peer.ts';

export interface OpensslResult {
  readonly status: number | null;
  /** Standard output and error. */
  readonly text: string;
  /** A file that the command wrote. */
  readonly written: Uint8Array | undefined;
}

type Files = Readonly<Record<string, Uint8Array | string>>;

/**
 * Whoever imports this file stands on OpenSSL, most of them before their first test: without it the whole test file is
 * one skipped test that tells the remedy, or fails where KAZASU_REQUIRE_PEERS says that every peer must be there.
 */
await standOn('openssl');

/**
 * Runs the OpenSSL command line in a folder of its own that holds `files`, by name. It is the other side of the tests of
 * what is issued and signed here. `out` names a file to read back.
 */
export function openssl(files: Files, args: readonly string[], out?: string): OpensslResult {
  const folder = folderWith(files);
  try {
    const result = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 << 20 });
    if (result.error) throw result.error;
    const written = out === undefined ? undefined : new Uint8Array(readFileSync(join(folder, out)));
    return { status: result.status, text: `${result.stdout}${result.stderr}`, written };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same without blocking this process, for commands that talk to a server in it. Resolves to the whole output. */
export async function opensslAsync(files: Files, args: readonly string[]): Promise<string> {
  const folder = folderWith(files);
  try {
    return await new Promise((resolve) => {
      execFile('openssl', args, { cwd: folder }, (_error, stdout, stderr) => resolve(`${stdout}${stderr}`));
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function folderWith(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-openssl-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}
