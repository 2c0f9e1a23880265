import { chmodSync, mkdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, parseCheckpoint } from '@kazasu/evidence';
import { createFile } from '@kazasu/server/file';
import type { HeadDeps } from './deps.ts';
import type { Head } from './head-data.ts';
import { listHeads } from './head-store.ts';

/** Sixteen digits, so that names sort by size. */
const NAME = /^(\d{16})\.checkpoint$/;
const PAGE = 500;

/**
 * The newest head in the export folder, as it lies there now, whichever process wrote it; undefined without a folder, or where it is
 * empty. The database alone could be set back unnoticed: what was exported is what it is compared with. Throws an EvidenceError for a
 * file that is no checkpoint.
 */
export async function newestExported({ config }: Pick<HeadDeps, 'config'>): Promise<Checkpoint | undefined> {
  const folder = openFolder(config);
  if (folder === undefined) return undefined;
  const newest = await newestIn(folder);
  if (newest < 0) return undefined;
  return parseCheckpoint(new Uint8Array(await readFile(join(folder, nameOf(newest)))));
}

/**
 * Writes the heads that are not in the folder yet: one file a head, durable, never written again. Two processes may write the same. The
 * folder is listed at the first call alone, since it holds a file of every head that ever was.
 */
export function createHeadExport({ store, config }: Pick<HeadDeps, 'store' | 'config'>): () => Promise<void> {
  let newest: number | undefined;
  return async () => {
    const folder = openFolder(config);
    if (folder === undefined) return;
    newest ??= await newestIn(folder);
    for (;;) {
      const heads: Head[] = await listHeads(store, newest, PAGE);
      for (const { size, note } of heads) {
        const path = join(folder, nameOf(size));
        // Signed to be shown to everybody.
        if (createFile(path, note)) chmodSync(path, 0o644);
        newest = size;
      }
      if (heads.length < PAGE) return;
    }
  };
}

function openFolder({ evidence }: HeadDeps['config']): string | undefined {
  const { exportFolder } = evidence;
  if (exportFolder !== undefined) mkdirSync(exportFolder, { recursive: true, mode: 0o755 });
  return exportFolder;
}

function nameOf(size: number): string {
  return `${String(size).padStart(16, '0')}.checkpoint`;
}

async function newestIn(folder: string): Promise<number> {
  let newest = -1;
  for (const name of await readdir(folder)) {
    const [, digits] = NAME.exec(name) ?? [];
    if (digits !== undefined) newest = Math.max(newest, Number(digits));
  }
  return newest;
}
