import { concat } from '@kazasu/bytes';
import type { SignedContent } from '../cms/index.ts';
import { createHash } from '../crypto.ts';

/** The two stretches that a signature covers, hashed where they stand. */
export function coveredContent(
  bytes: Uint8Array,
  gapStart: number,
  gapEnd: number,
  end: number,
): SignedContent {
  const before = bytes.subarray(0, gapStart);
  const after = bytes.subarray(gapEnd, end);
  return {
    digest: (algorithm) => createHash(algorithm).update(before).update(after).digest(),
    octets: () => concat(before, after),
  };
}
