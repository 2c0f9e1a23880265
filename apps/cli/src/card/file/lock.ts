import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { CommandProblem } from '../../problem.ts';

/**
 * Holds a card file for this process, until it is released or the process ends in whatever way. The lock is an
 * exclusive transaction on an empty database beside the file: the operating system lets go of it when the process is
 * killed, which a file with a process number in it would not. The lock file stays; its absence would prove nothing.
 */
export function lockCardFile(path: string): { release(): void } {
  const beside = `${path}.lock`;
  closeSync(openSync(beside, 'a', 0o600));
  const database = new DatabaseSync(beside, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch {
    database.close();
    throw new CommandProblem(
      'refused',
      `Another command holds the card in ${path}.`,
      'Wait for it, or end it: a card is in one place at a time.',
    );
  }
  return {
    release: () => {
      if (database.isOpen) database.close();
    },
  };
}
