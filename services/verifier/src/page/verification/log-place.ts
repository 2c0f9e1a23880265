import { toHex } from '@kazasu/bytes';
import type { VerifierDeps } from '../../deps.ts';
import { firstStamped, newestHead } from '../../evidence/head/index.ts';

/** Where a record stands in the log, and what holds it there. */
export interface LogPlace {
  readonly leafIndex: number;
  /** The first head that is time-stamped and has the leaf; else the newest that has it. */
  readonly head: { readonly size: number; readonly at: number; readonly root: string } | undefined;
  readonly stampedAt: number | undefined;
  readonly renewed: boolean;
}

export async function placeOf({ store }: Pick<VerifierDeps, 'store'>, leafIndex: number): Promise<LogPlace> {
  const stamped = await firstStamped(store, leafIndex);
  const newest = stamped ?? (await newestHead(store));
  const head = newest !== undefined && newest.size > leafIndex ? newest : undefined;
  return {
    leafIndex,
    head: head && { size: head.size, at: head.at, root: toHex(head.root) },
    stampedAt: stamped?.stampedAt,
    renewed: stamped !== undefined && stamped.renewalLeaf !== null,
  };
}
