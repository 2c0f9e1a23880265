import { hash } from '../crypto.ts';
import type { CmsHash } from './algorithm.ts';

/** What was signed, in one piece or in several. */
export interface SignedContent {
  digest(algorithm: CmsHash): Uint8Array;
  /** All of it, for signatures without signed attributes. */
  octets(): Uint8Array;
}

/** Each digest is made once, however many signers there are. */
export function contentOf(octets: Uint8Array): SignedContent {
  const digests = new Map<CmsHash, Uint8Array>();
  return {
    digest: (algorithm) => {
      const known = digests.get(algorithm) ?? hash(algorithm, octets, 'buffer');
      digests.set(algorithm, known);
      return known;
    },
    octets: () => octets,
  };
}
