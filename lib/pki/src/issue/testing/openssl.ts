import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface OpensslResult {
  readonly status: number | null;
  /** Standard output and error. */
  readonly text: string;
  /** A file that the command wrote. */
  readonly written: Uint8Array | undefined;
}

/**
 * Runs the OpenSSL command line in a folder of its own that holds `files`, by name. It is the other side of every test
 * of what this folder writes. `out` names a file to read back.
 */
export function openssl(
  files: Readonly<Record<string, Uint8Array | string>>,
  args: readonly string[],
  out?: string,
): OpensslResult {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-openssl-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const result = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8', maxBuffer: 64 << 20 });
    if (result.error) throw new Error('the OpenSSL command line was not found (apt-get install openssl)');
    const written = out === undefined ? undefined : new Uint8Array(readFileSync(join(folder, out)));
    return { status: result.status, text: `${result.stdout}${result.stderr}`, written };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
