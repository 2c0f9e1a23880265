import { createHash } from '../crypto.ts';

/** What the first entry follows. */
export const NO_HASH = '0'.repeat(64);

/** Where a chain ends, or ended when somebody wrote it down: the number of its last entry, and that entry's hash. */
export interface ChainEnd {
  /** 0 for a chain without entries. */
  readonly number: number;
  /** SHA-256, hexadecimal in lower case. */
  readonly hash: string;
}

/**
 * SHA-256 (hex) over the JSON of the hash before and of this entry: `before` first, then the members of `body` in the order in which they
 * stand, without spaces, in UTF-8. Who exports an entry writes its members in that order, so that anybody can compute the hash again.
 */
export function chainHash(before: string, body: object): string {
  return createHash('sha256')
    .update(JSON.stringify({ before, ...body }))
    .digest('hex');
}

/** Follows a chain over these entries; the number of the first one that is missing or does not fit, or the new end. */
export function followChain<Entry extends ChainEnd>(
  from: ChainEnd,
  entries: readonly Entry[],
  hashOf: (before: string, entry: Entry) => string,
): { readonly end: ChainEnd; readonly brokenAt?: number } {
  let end = from;
  for (const entry of entries) {
    const number = end.number + 1;
    if (entry.number !== number || entry.hash !== hashOf(end.hash, entry)) return { end, brokenAt: number };
    end = { number, hash: entry.hash };
  }
  return { end };
}
