import { closeSync, openSync, readSync } from 'node:fs';
import { concat } from '@kazasu/bytes';
import { CommandProblem } from '../../problem.ts';

const MEBIBYTE = 1 << 20;

/** Octets of a file at most, by what it is for. */
export const SIZES = { document: 64 * MEBIBYTE, list: 64 * MEBIBYTE, small: 4 * MEBIBYTE } as const;

/** A whole file, which may be a pipe. Throws a CommandProblem for one that cannot be read or is too large. */
export function readBounded(path: string, most: number): Uint8Array {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return readAll(file, path, most);
  } catch (problem) {
    if (problem instanceof CommandProblem) throw problem;
    throw new CommandProblem(
      'usage',
      `${path} cannot be read.`,
      'Name a file that is there and that you may read.',
    );
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function readAll(file: number, path: string, most: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  const buffer = new Uint8Array(MEBIBYTE);
  for (let length = 0; ; ) {
    const count = readSync(file, buffer);
    if (count === 0) return concat(...pieces);
    length += count;
    if (length > most) {
      throw new CommandProblem(
        'usage',
        `${path} is larger than ${most / MEBIBYTE} MiB, which is the most that is read here.`,
        'Is it the right file?',
      );
    }
    pieces.push(buffer.slice(0, count));
  }
}
