import { hash } from '../crypto.ts';
import type { CmsHash } from './algorithm.ts';

/** What was signed, in one piece or in several. */
export interface SignedContent {
  digest(algorithm: CmsHash): Uint8Array;
  /** All of it, for signatures without signed attributes. */
  octets(): Uint8Array;
}

export function contentOf(octets: Uint8Array): SignedContent {
  return { digest: (algorithm) => hash(algorithm, octets, 'buffer'), octets: () => octets };
}
