import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuthorityError } from '../error.ts';

/** What OpenSSL prints. Throws `ceremony_refused` when it is not there, or says no. */
export function openssl(
  files: Readonly<Record<string, string | Uint8Array>>,
  args: readonly string[],
): string {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-ceremony-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    const { status, stdout, error } = spawnSync('openssl', [...args], { cwd: folder, encoding: 'utf8' });
    if (error) throw refused('OpenSSL, which judges what is made here, was not found', error);
    if (status !== 0) throw refused(`OpenSSL refuses what was made (openssl ${args[0]})`);
    return stdout.trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function refused(message: string, cause?: unknown): AuthorityError {
  return new AuthorityError('ceremony_refused', message, cause);
}
