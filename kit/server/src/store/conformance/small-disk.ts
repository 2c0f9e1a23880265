/** A small disk of a program's own: memory that is mounted where it alone sees it, and gone with it. */
import { spawnSync } from 'node:child_process';
import { environment } from '../../config/index.ts';
import type { Account } from './unprivileged.ts';

const SIZE = '64m';

/** The folder is mounted before the program begins, and removed when it has ended: inside, what is mounted cannot be. */
const OUTSIDE = `"$@"; rm -rf "$0"`;
const INSIDE = `mount -t tmpfs -o size=${SIZE},mode=0777 none disk && cd disk && exec "$@"`;

/**
 * The same command, with a small disk as its working folder, below `folder`. Who is not root becomes root of a user namespace to mount it,
 * and in another one nobody in particular again, because PostgreSQL does not run as root.
 */
export function onSmallDisk(command: readonly string[], folder: string, account?: Account): string[] {
  const ordinary =
    account === undefined
      ? ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']
      : ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', '--'];
  const mounting = `mkdir disk && ${INSIDE}`;
  const inside = ['/bin/sh', '-c', mounting, 'small-disk', ...ordinary, ...command];
  return ['/bin/sh', '-c', OUTSIDE, folder, ...unshare(), ...inside];
}

/** False, or the reason for node:test's `skip`; throws when peers are required. */
export function smallDiskMissing(): string | false {
  const [program = '', ...given] = [...unshare(), 'mount', '-t', 'tmpfs', 'none', '/mnt'];
  const tried = spawnSync(program, given, { encoding: 'utf8' });
  if (tried.status === 0) return false;
  const missing = `no mounts of one's own here: ${tried.stderr?.trim()}`;
  if ((environment().KAZASU_REQUIRE_PEERS ?? '') !== '') throw new Error(missing);
  return missing;
}

function unshare(): string[] {
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  return ['unshare', ...user, '--mount', '--'];
}
