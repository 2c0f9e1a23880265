import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Inside a built folder: the fingerprint of what it was built from. */
export const STAMP_FILE = '.built-from';

export async function readStamp(folder: string): Promise<string | undefined> {
  return readFile(join(folder, STAMP_FILE), 'utf8').catch(() => undefined);
}

/** Other processes may do the same at the same time; each attempt fails only because one of them got further. */
const ATTEMPTS_MAX = 20;

/**
 * Moves a built folder to its place. Whatever is there is moved away first and removed afterwards; when another
 * process has put the same build there meanwhile, that one stays.
 */
export async function putInPlace(built: string, place: string, stamp: string): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    if ((await readStamp(place)) === stamp) return;
    await moveAway(place);
    try {
      await rename(built, place);
      return;
    } catch (error) {
      if (!isTaken(error) || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

async function moveAway(place: string): Promise<void> {
  const aside = await mkdtemp(join(dirname(place), 'building-old-'));
  try {
    await rename(place, join(aside, 'old'));
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function isTaken(error: unknown): boolean {
  return isCode(error, 'ENOTEMPTY') || isCode(error, 'EEXIST');
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
