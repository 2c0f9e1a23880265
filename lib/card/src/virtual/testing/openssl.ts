import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

interface Signed {
  /** PEM */
  readonly key: string;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

const MISSING = 'openssl is not installed; on Debian: apt-get install openssl';

/**
 * What `openssl dgst -sha256 -verify` says. Where there is no OpenSSL: undefined and the test is skipped, or it fails
 * where KAZASU_REQUIRE_PEERS says that every peer must be there.
 */
export function openssl(t: TestContext, signed: Signed, options: readonly string[]): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-card-'));
  try {
    const place = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const { key, message, signature } = signed;
    const words = ['dgst', '-sha256', '-verify', place('key', key), '-signature', place('sig', signature)];
    const run = spawnSync('openssl', [...words, ...options, place('message', message)], { encoding: 'utf8' });
    if (run.error === undefined) return run.stdout.trim();
    if ((process.env.KAZASU_REQUIRE_PEERS ?? '') !== '') throw new Error(MISSING);
    t.skip(MISSING);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
