import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { createFile } from './durable.ts';

/** What this process holds until it is released, or the process ends in whatever way. */
export interface FileLock {
  /** Idempotent. */
  release(): void;
}

/** SQLITE_BUSY, https://www.sqlite.org/rescode.html */
const BUSY = 5;

/**
 * Takes the file as a lock, and makes it if need be; undefined where somebody else holds it. The lock is an exclusive
 * transaction on an empty database: the operating system lets go of it when the process is killed, which a file with a
 * process number in it would not. The file stays; its absence would prove nothing.
 */
export function lockFile(path: string): FileLock | undefined {
  // What is there is not opened: by closing it this process would lose a lock that it holds already (fcntl(2)).
  createFile(path, '');
  chmodSync(path, 0o600);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === BUSY) return undefined;
    throw error;
  }
  return {
    release: () => {
      if (database.isOpen) database.close();
    },
  };
}
