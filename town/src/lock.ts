import { type FileLock, lockFile } from '@kazasu/server/file';
import { TownError } from './error.ts';

/**
 * Takes `file` as the lock of a data folder. Two towns on one folder would each keep PIN counters of their own and so
 * give more tries than the cards have. Throws a TownError `town/data-in-use`.
 */
export function lockFolder(file: string): FileLock {
  const lock = lockFile(file);
  if (lock !== undefined) return lock;
  throw new TownError(
    'town/data-in-use',
    'Another town runs on this data folder.',
    'Stop it, or name another folder, for example: KAZASU_DATA=data2 KAZASU_PORT=5000 npm start',
  );
}
