import type { StatementRunner } from '@kazasu/server/store';
import type { EvidenceConfig } from '../settings.ts';
import type { HeadDeps } from './deps.ts';
import type { Head } from './head-data.ts';
import { hasGrown, hasRenewals, newestHead, newestStamped } from './head-store.ts';
import { makeHead } from './make-head.ts';
import { isAging } from './renew.ts';

const LOOK_MOST_MS = 10_000;
/** Outside the schedule heads are so far apart at least, whoever asks: each is a row and an exported file that stay. */
const APART_MS = 5_000;
const DAY = 86_400_000;

/** How often it is looked for what is due, so that heads come at `headMs`: a whole part of it, a half at most. Milliseconds. */
export function lookEveryMs({ headMs }: Pick<EvidenceConfig, 'headMs'>): number {
  return headMs / Math.max(2, Math.ceil(headMs / LOOK_MOST_MS));
}

/** Signs the head that is due; undefined where none is. Throws as `makeHead` does. */
export async function makeDueHead(deps: HeadDeps): Promise<Head | undefined> {
  return makeHead(deps, (within, newest) => isDue(deps, within, newest));
}

/** A head that has the leaf, signed now if need be; undefined where the newest has not and is too young for another. Throws as `makeHead` does. */
export async function headWith(deps: HeadDeps, leafIndex: number): Promise<Head | undefined> {
  const having = async () => {
    const newest = await newestHead(deps.store);
    return newest !== undefined && newest.size > leafIndex ? newest : undefined;
  };
  const newest = await having();
  if (newest !== undefined) return newest;
  await makeHead(deps, async (_within, last) => last === undefined || deps.clock.now() - last.at >= APART_MS);
  // Whoever made it.
  return having();
}

/** Entries about time-stamps alone need no head, or each would need the next for ever; unless they renew something. */
async function isDue(deps: HeadDeps, within: StatementRunner, newest: Head | undefined): Promise<boolean> {
  if (newest === undefined) return true;
  const { evidence } = deps.config;
  const age = deps.clock.now() - newest.at;
  // A head is signed a moment after it was looked: whoever looks again when it is due comes that moment too early.
  if (age < evidence.headMs - lookEveryMs(evidence) / 2) return false;
  if (await hasGrown(within, newest.size)) return true;
  if (await hasRenewals(within, newest.size)) return true;
  // Asks for a token again now and then, until the unit has a younger certificate.
  const stamped = await newestStamped(within);
  return stamped !== undefined && age >= DAY && isAging(deps, stamped);
}
