import { equal } from '@kazasu/bytes';
import type { Store } from '@kazasu/server/store';
import { EvidenceLogError } from '../error.ts';
import { newestHead } from '../head/head-store.ts';
import { readFrontier, rootAt } from '../tree/index.ts';
import { lastLeafOf } from './check-store.ts';

/**
 * Looks at the end of the log, in a few readings however long it is: the right edge, the tiles and the last entries give one root,
 * the newest signed head is of this tree, and nothing lies behind the end. Throws `evidence/damaged`.
 */
export async function checkStart(store: Store): Promise<void> {
  await store.transaction(async (within) => {
    const frontier = await readFrontier(within);
    const last = await lastLeafOf(within);
    if (last !== frontier.size - 1) damaged('the log does not end where its size says');
    if (frontier.size === 0) return;
    if (!equal(await rootAt(within, frontier.size), frontier.root())) damaged('tiles and right edge differ');
    const head = await newestHead(within);
    if (head === undefined) return;
    if (head.size > frontier.size) damaged('a head was signed of more than there is');
    if (!equal(await rootAt(within, head.size), head.root)) damaged('the newest head is of another tree');
  });
}

function damaged(reason: string): never {
  throw new EvidenceLogError('evidence/damaged', reason);
}
