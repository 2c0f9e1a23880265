import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const PAGE = Buffer.alloc(4096, 1);
const WRITES = 200;
/** So that the disk is asked no more than by a server that has little to do. */
const PAUSE_MS = 5;

/** Milliseconds of each of 200 pages written to the end of a file and brought to the disk: the least that a commit in that folder waits. */
export async function bareCommits(folder: string): Promise<number[]> {
  const file = await open(join(folder, 'bare-commits'), 'a');
  try {
    const all: number[] = [];
    for (let at = 0; at < WRITES; at += 1) {
      await file.write(PAGE);
      const begun = performance.now();
      await file.datasync();
      all.push(performance.now() - begun);
      await sleep(PAUSE_MS);
    }
    return all;
  } finally {
    await file.close();
  }
}
