import { chmodSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { equal } from '@kazasu/bytes';
import { parseCheckpoint } from '@kazasu/evidence';
import { createFile } from '@kazasu/server/file';
import { EvidenceLogError } from '../error.ts';
import { readFrontier, rootAt } from '../tree/index.ts';
import type { HeadDeps } from './deps.ts';
import { listHeads } from './head-store.ts';

/** Writes signed heads where others can take them from: the database alone could be set back unnoticed. */
export interface HeadExport {
  /** Throws `evidence/damaged` where the log does not continue the newest head in the folder: nothing may be signed then. */
  check(): Promise<void>;
  /** Writes the heads that are not there yet. */
  run(): Promise<void>;
}

/** Sixteen digits, so that names sort by size. */
const NAME = /^(\d{16})\.checkpoint$/;
const PAGE = 500;

/** One file a head, durable, never written again: two processes may write the same. Does nothing without a folder. */
export function openExport({ store, config }: HeadDeps): HeadExport {
  const folder = config.evidence.exportFolder;
  if (folder === undefined) return { check: async () => {}, run: async () => {} };
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  let newest = newestIn(folder);
  let checked = false;
  return {
    check: async () => {
      if (checked || newest < 0) return;
      const { size, root } = parseCheckpoint(new Uint8Array(readFileSync(join(folder, nameOf(newest)))));
      const frontier = await readFrontier(store);
      if (size > frontier.size || !equal(await rootAt(store, size), root)) {
        throw new EvidenceLogError('evidence/damaged', 'the log does not continue the exported head');
      }
      checked = true;
    },
    run: async () => {
      for (;;) {
        const heads = await listHeads(store, newest, PAGE);
        for (const { size, note } of heads) {
          const path = join(folder, nameOf(size));
          // Signed to be shown to everybody.
          if (createFile(path, note)) chmodSync(path, 0o644);
          newest = size;
        }
        if (heads.length < PAGE) return;
      }
    },
  };
}

function nameOf(size: number): string {
  return `${String(size).padStart(16, '0')}.checkpoint`;
}

function newestIn(folder: string): number {
  const sizes = readdirSync(folder).flatMap((name) => {
    const [, digits] = NAME.exec(name) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
  return sizes.reduce((most, size) => Math.max(most, size), -1);
}
