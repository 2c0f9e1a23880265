import type { Certificate } from '../certificate.ts';
import { CrlIndexer, openRevocationIndex, type RevocationIndex } from '../revocation-index/index.ts';

/** The index of one list, made and opened in memory. */
export function indexOf(list: Uint8Array, issuer: Certificate): RevocationIndex {
  const indexer = new CrlIndexer({ issuer });
  indexer.feed(list);
  return openRevocationIndex(indexer.finish());
}
