import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { TownError } from './error.ts';

/** Holds a data folder for this process until it is released, or the process ends in whatever way. */
export interface FolderLock {
  /** Idempotent. */
  release(): void;
}

/**
 * Takes `file` as the lock of a data folder. Two towns on one folder would each keep PIN counters of their own and so
 * give more tries than the cards have. The lock is an exclusive transaction on an empty database: the operating
 * system lets go of it when the process is killed, which a file with a process number in it would not. Throws a
 * TownError `town/data-in-use`.
 */
export function lockFolder(file: string): FolderLock {
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new TownError(
      'town/data-in-use',
      'Another town runs on this data folder.',
      'Stop it, or name another folder, for example: KAZASU_DATA=data2 KAZASU_PORT=5000 npm start',
      cause,
    );
  }
  return {
    release: () => {
      if (database.isOpen) {
        database.close();
      }
    },
  };
}
