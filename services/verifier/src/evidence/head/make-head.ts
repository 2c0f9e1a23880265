import { equal } from '@kazasu/bytes';
import { createCheckpoint } from '@kazasu/evidence';
import type { StatementRunner } from '@kazasu/server/store';
import { EvidenceLogError } from '../error.ts';
import { readFrontier, rootAt } from '../tree/index.ts';
import type { HeadDeps } from './deps.ts';
import { newestExported } from './export.ts';
import type { Head } from './head-data.ts';
import { findHead, insertHead, newestHead } from './head-store.ts';
import { identityOf, signerOf } from './identity.ts';

/** Whether a new head is wanted, seen in the transaction that would make it. */
export type Wanted = (within: StatementRunner, newest: Head | undefined) => Promise<boolean>;

/**
 * Signs the tree as it is now, if it has grown since the newest head and the head is wanted; undefined if not. Of two processes one
 * signs a size. Throws `evidence/damaged` where the tree does not continue the one that was signed before, or the one that was exported
 * last: such a head must never be signed.
 */
export async function makeHead(deps: HeadDeps, wanted: Wanted = async () => true): Promise<Head | undefined> {
  // Before the transaction: what another process exports during it may be of a later tree than the transaction sees.
  const exported = await newestExported(deps);
  return deps.store.transaction(async (within) => {
    const newest = await newestHead(within);
    const frontier = await readFrontier(within);
    const { size } = frontier;
    if (size < Math.max(newest?.size ?? 0, exported?.size ?? 0))
      throw new EvidenceLogError('evidence/damaged', 'the log is shorter than a head of it');
    if (exported !== undefined) await requireContinued(within, exported);
    if (size === (newest?.size ?? 0) || !(await wanted(within, newest))) return undefined;
    if (newest !== undefined) await requireContinued(within, newest);
    const root = frontier.root();
    if (!equal(await rootAt(within, size), root)) {
      throw new EvidenceLogError('evidence/damaged', 'tiles and right edge differ');
    }
    const { origin, publicKey } = identityOf(deps);
    const note = createCheckpoint({ origin, size, root, publicKey, sign: signerOf(deps.keys.log) });
    const head = { size, root, at: deps.clock.now(), note };
    return (await insertHead(within, head)) ? head : findHead(within, size);
  });
}

async function requireContinued(
  within: StatementRunner,
  { size, root }: Pick<Head, 'size' | 'root'>,
): Promise<void> {
  if (!equal(await rootAt(within, size), root)) {
    throw new EvidenceLogError('evidence/damaged', 'the tree does not continue a head of it');
  }
}
