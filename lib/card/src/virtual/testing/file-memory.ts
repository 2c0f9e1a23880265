import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { CardMemory, PinMemory } from '../index.ts';

/** A memory in a file that is the old or the new one at every moment; on disk when `write` returns. */
export function fileMemory(path: string): CardMemory {
  return {
    read: () => JSON.parse(readFileSync(path, 'utf8')) as PinMemory,
    write(next) {
      const file = openSync(`${path}.new`, 'w');
      writeSync(file, JSON.stringify(next));
      fsyncSync(file);
      closeSync(file);
      renameSync(`${path}.new`, path);
    },
  };
}
