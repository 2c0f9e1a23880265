import type { AuthorityClient, CachedAuthority } from '@kazasu/authority/client';
import type { CrlIndexes } from './crl-index.ts';

/** What a provider asks: nothing about consents or the latest items. */
type Asked = Pick<AuthorityClient, 'crl' | 'crlStream' | 'ocsp' | 'lineage'>;

/** The authority with a memory for its lists. */
export interface ProviderAuthority extends CachedAuthority<Asked> {
  /** Where the operator chose indexes of whole lists: then no other list is asked for. */
  readonly crlIndexes?: CrlIndexes;
}
