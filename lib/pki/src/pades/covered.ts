import { concat } from '@kazasu/bytes';
import type { SignedContent } from '../cms/index.ts';
import { createHash, hash } from '../crypto.ts';

/** Up to here, joining the two costs less than a hash that is fed twice. */
const SMALL = 65_536;

/** The two stretches that a signature covers; in a large file they are hashed where they stand. */
export function coveredContent(
  bytes: Uint8Array,
  gapStart: number,
  gapEnd: number,
  end: number,
): SignedContent {
  const before = bytes.subarray(0, gapStart);
  const after = bytes.subarray(gapEnd, end);
  return {
    digest: (algorithm) =>
      before.length + after.length <= SMALL
        ? hash(algorithm, concat(before, after), 'buffer')
        : createHash(algorithm).update(before).update(after).digest(),
    octets: () => concat(before, after),
  };
}
