import { chmodSync, mkdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock/index.ts';
import { createFile } from '../file/index.ts';
import type { AuditLog } from './audit-log.ts';
import type { ChainEnd } from './chain.ts';

/** The chain in the store does not hold a head that was signed: it was set back, cut off or made anew. */
export class AuditDamaged extends Error {
  override readonly name = 'AuditDamaged';
  readonly code = 'audit/damaged';
}

export interface HeadExportOptions {
  readonly audit: Pick<AuditLog, 'head' | 'holds'>;
  readonly clock: Clock;
  /** Signs a head; `at` in milliseconds since 1970. */
  readonly sign: (head: ChainEnd, at: number) => string;
  /** What a signed head says, or undefined for what was not signed here. */
  readonly read: (signed: string) => ChainEnd | undefined;
  /** Where heads are kept; without one they are only compared with those that this process signed. */
  readonly folder?: string | undefined;
}

export interface HeadExport {
  /** Signs the head as it stands; undefined for a chain without entries. Rejects with AuditDamaged rather than sign another chain. */
  signed(): Promise<string | undefined>;
  /** Writes the head into the folder unless it is there: one file a head, durable, never written again, open to everybody. */
  run(): Promise<void>;
}

/** Sixteen digits, so that names sort by number. */
const NAME = /^(\d{16})\.jwt$/;

/**
 * Heads that leave the database: whoever can rewrite all of it still cannot take back what was signed. Before a head is signed, the chain must
 * hold the newest one that was. Several processes may share the folder; they write the same.
 */
export function createHeadExport(options: HeadExportOptions): HeadExport {
  const { audit, clock, sign, read, folder } = options;
  let remembered: ChainEnd | undefined;
  const checked = async (): Promise<ChainEnd> => {
    const kept = [remembered, await newestIn(folder, read)];
    for (const end of kept) {
      if (end && !(await audit.holds(end))) {
        throw new AuditDamaged(`the chain does not hold the signed head ${end.number}`);
      }
    }
    const head = await audit.head();
    if (head.number > 0 && !(await audit.holds(head))) throw new AuditDamaged('the head fits no entry');
    remembered = head.number > 0 ? head : remembered;
    return head;
  };
  return {
    signed: async () => {
      const head = await checked();
      return head.number === 0 ? undefined : sign(head, clock.now());
    },
    run: async () => {
      const head = await checked();
      if (folder === undefined || head.number === 0) return;
      const path = join(folder, `${String(head.number).padStart(16, '0')}.jwt`);
      if (createFile(path, `${sign(head, clock.now())}\n`)) chmodSync(path, 0o644);
    },
  };
}

/** Throws AuditDamaged for a file of ours that says what nobody here signed. */
async function newestIn(
  folder: string | undefined,
  read: HeadExportOptions['read'],
): Promise<ChainEnd | undefined> {
  if (folder === undefined) return undefined;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const newest = (await readdir(folder))
    .filter((name) => NAME.test(name))
    .sort()
    .at(-1);
  if (newest === undefined) return undefined;
  const end = read((await readFile(join(folder, newest), 'utf8')).trim());
  if (end === undefined) throw new AuditDamaged(`${newest} was not signed here`);
  return end;
}
