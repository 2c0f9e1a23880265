import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

/** Programs of others that tests ask, and what installs them on Debian. */
const PEERS = {
  openssl: { version: 'version', remedy: 'apt-get install openssl' },
  xmlsec1: { version: '--version', remedy: 'apt-get install xmlsec1' },
  pdfsig: { version: '--version', remedy: 'apt-get install poppler-utils' },
  qpdf: { version: '--version', remedy: 'apt-get install qpdf' },
} as const;

export type Peer = keyof typeof PEERS;

/**
 * For node:test's `skip`: false, or what to install. Throws where KAZASU_REQUIRE_PEERS says that every peer must be
 * there.
 */
export function missingPeer(...programs: readonly Peer[]): string | false {
  const missing = programs.find(
    (program) => spawnSync(program, [PEERS[program].version]).error !== undefined,
  );
  if (missing === undefined) return false;
  const text = `${missing} was not found (${PEERS[missing].remedy})`;
  if ((process.env.KAZASU_REQUIRE_PEERS ?? '') !== '') throw new Error(text);
  return text;
}

/** For files that ask a peer before their first test: without it the whole file is one skipped test. */
export async function standOn(program: Peer): Promise<void> {
  const skip = missingPeer(program);
  if (skip === false) return;
  await test('everything in this file', { skip });
  // The skipped test is told to the runner in a later turn.
  await new Promise((resolve) => setTimeout(resolve, 100));
  process.exit(0);
}
