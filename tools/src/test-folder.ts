/**
 * Where the tests write: in memory, where there is enough of it. Thousands of small files are made and removed (a new
 * PostgreSQL alone is a thousand), and on a disk that is a tenth of the whole run.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** What all tests that run at once leave there is below a third of it. */
const OCTETS_FREE = 4 * 1024 ** 3;
/** `TMPFS_MAGIC` of statfs(2). */
const TMPFS = 0x01021994;

/** Sets TMPDIR for the tests unless it was set; the folder goes with this process. */
export function writeToMemory(): void {
  if (process.env.TMPDIR !== undefined || !hasRoom()) return;
  const folder = mkdtempSync(join(MEMORY, 'kazasu-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // PostgreSQL runs under an account without rights where the tests are run by root.
  chmodSync(folder, 0o1777);
  process.on('exit', remove);
  if (mayExecute(folder)) process.env.TMPDIR = folder;
}

function hasRoom(): boolean {
  if (process.platform !== 'linux' || freemem() < OCTETS_FREE) return false;
  const { type, bavail, bsize } = statfsSync(MEMORY);
  return type === TMPFS && bavail * bsize >= OCTETS_FREE;
}

/** Tests put stand-ins for other people's programs there. */
function mayExecute(folder: string): boolean {
  const file = join(folder, 'true');
  writeFileSync(file, '#!/bin/sh\n', { mode: 0o700 });
  const { status } = spawnSync(file);
  rmSync(file);
  return status === 0;
}
