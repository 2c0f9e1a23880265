import { equal } from '@kazasu/bytes';
import { createCheckpoint, type Frontier } from '@kazasu/evidence';
import type { StatementRunner } from '@kazasu/server/store';
import { EvidenceLogError } from '../error.ts';
import { readFrontier, rootAt } from '../tree/index.ts';
import type { HeadDeps } from './deps.ts';
import { newestExported } from './export.ts';
import type { Head } from './head-data.ts';
import { findHead, insertHead, newestHead } from './head-store.ts';
import { identityOf, signerOf } from './identity.ts';

/** Whether a new head is wanted; asked before the transaction that would make it, and in it. */
export type Wanted = (within: StatementRunner, newest: Head | undefined) => Promise<boolean>;

/**
 * Signs the tree as it is now, if it has grown since the newest head and the head is wanted; undefined if not. Of two processes one
 * signs a size. Throws `evidence/damaged` where the tree does not continue the one that was signed before, or the one that was exported
 * last: such a head must never be signed.
 */
export async function makeHead(deps: HeadDeps, wanted: Wanted = async () => true): Promise<Head | undefined> {
  if ((await nextHead(deps.store, wanted)) === undefined) return undefined;
  // Before the transaction: what another process exports during it may be of a later tree than the transaction sees.
  const exported = await newestExported(deps);
  return deps.store.transaction(async (within) => {
    const next = await nextHead(within, wanted);
    if (next === undefined) return undefined;
    const { frontier, newest } = next;
    for (const before of [newest, exported]) await requireContinued(within, frontier.size, before);
    return signHead(deps, within, frontier);
  });
}

/** What the next head would be of, if there is to be one. */
async function nextHead(
  within: StatementRunner,
  wanted: Wanted,
): Promise<{ readonly frontier: Frontier; readonly newest: Head | undefined } | undefined> {
  const newest = await newestHead(within);
  const frontier = await readFrontier(within);
  const before = newest?.size ?? 0;
  if (frontier.size < before) damaged('the log is shorter than its newest head');
  if (frontier.size === before || !(await wanted(within, newest))) return undefined;
  return { frontier, newest };
}

async function signHead(
  deps: HeadDeps,
  within: StatementRunner,
  frontier: Frontier,
): Promise<Head | undefined> {
  const { size } = frontier;
  const root = frontier.root();
  if (!equal(await rootAt(within, size), root)) damaged('tiles and right edge differ');
  const { origin, publicKey } = identityOf(deps);
  const note = createCheckpoint({ origin, size, root, publicKey, sign: signerOf(deps.keys.log) });
  const head = { size, root, at: deps.clock.now(), note };
  return (await insertHead(within, head)) ? head : findHead(within, size);
}

async function requireContinued(
  within: StatementRunner,
  size: number,
  before: Pick<Head, 'size' | 'root'> | undefined,
): Promise<void> {
  if (before === undefined) return;
  if (before.size > size) damaged('the log is shorter than a head of it');
  if (!equal(await rootAt(within, before.size), before.root)) damaged('the tree does not continue its heads');
}

function damaged(reason: string): never {
  throw new EvidenceLogError('evidence/damaged', reason);
}
