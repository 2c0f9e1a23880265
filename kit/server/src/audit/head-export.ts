import { chmodSync, mkdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock/index.ts';
import { createFile } from '../file/index.ts';
import type { ChainEnd } from './chain.ts';
import type { ChainReader } from './chain-reader.ts';
import { AuditDamaged } from './damaged.ts';
import { createRounds } from './rounds.ts';

export interface HeadExportOptions {
  readonly audit: ChainReader;
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

/** More than a busy authority writes in a minute; what is behind them is for the next time. */
const NEW_MAX = 50_000;

/**
 * Heads that leave the database: whoever can rewrite all of it still cannot take back what was signed. Before a head is signed, the chain must
 * hold the newest one that was, and every entry since then must fit: no head is signed whose entries were not computed anew, 50,000 of them at
 * a time. Where none was signed, as many entries from the end are. With each `run` a piece of the whole chain is, so that all of it is within
 * a day (rounds.ts). Several processes may share the folder; they write the same.
 */
export function createHeadExport(options: HeadExportOptions): HeadExport {
  const { audit, clock, sign, read, folder } = options;
  const rounds = createRounds(audit, clock);
  let remembered: ChainEnd | undefined;
  const checked = async (): Promise<ChainEnd> => {
    rounds.check();
    const kept = [remembered, await newestIn(folder, read)].filter((end) => end !== undefined);
    for (const end of kept) {
      if (!(await audit.holds(end))) {
        throw new AuditDamaged(`the chain does not hold the signed head ${end.number}`);
      }
    }
    const newest = kept.sort((one, other) => other.number - one.number)[0] ?? (await firstOf(audit));
    const { end, brokenAt } = await audit.follow(newest, NEW_MAX);
    if (brokenAt !== undefined) throw new AuditDamaged(`the entry ${brokenAt} does not fit`);
    const head = await audit.head();
    if (!(await audit.holds(head))) throw new AuditDamaged('the head fits no entry');
    if (end.number > (remembered?.number ?? 0)) remembered = end;
    return end;
  };
  return {
    signed: async () => {
      const head = await checked();
      return head.number === 0 ? undefined : sign(head, clock.now());
    },
    run: async () => {
      await rounds.next();
      const head = await checked();
      if (folder === undefined || head.number === 0) return;
      const path = join(folder, `${String(head.number).padStart(16, '0')}.jwt`);
      if (createFile(path, `${sign(head, clock.now())}\n`)) chmodSync(path, 0o644);
    },
  };
}

/** Where to follow from when nothing was signed yet. */
async function firstOf(audit: ChainReader): Promise<ChainEnd> {
  const { number } = await audit.head();
  const first = await audit.at(Math.max(0, number - NEW_MAX));
  if (first === undefined) throw new AuditDamaged('an entry is missing');
  return first;
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
