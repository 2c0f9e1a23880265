import type { Clock } from '@kazasu/server/clock';
import type { AuthorityClient, Question } from './authority-client.ts';
import { CrlNumbers } from './crl-numbers.ts';

/** A list is asked for again after this time, unless told otherwise, though it says itself that it is good for longer. */
const FRESH_MS = 60_000;
/** Memory for lists: all municipalities of all generations with room to spare, or a few whole lists. */
const BYTES_MAX = 512 * 1024 * 1024;

/** What is remembered beside the lists. */
export interface KnownLists {
  readonly crlNumbers: CrlNumbers;
}

/** The authority with a memory for its lists. */
export type CachedAuthority<Client extends Pick<AuthorityClient, 'crl'> = AuthorityClient> = Client &
  KnownLists;

interface Entry {
  readonly crl: Uint8Array;
  readonly fetchedAt: number;
}

/**
 * Lists in memory, one fetch at a time for each, under the purpose of whoever wanted it first. When the authority cannot be
 * reached the list from before is given: whether it is still current is judged by its own dates, as for every other
 * (RFC 5280 section 6.3.3).
 */
export function withCrlCache<Client extends Pick<AuthorityClient, 'crl'>>(
  authority: Client,
  clock: Clock,
  freshMs = FRESH_MS,
): CachedAuthority<Client> {
  const entries = new Map<string, Entry>();
  const underWay = new Map<string, Promise<Uint8Array>>();

  const fetchList = async (key: string, issuerKeyId: string, scope: string, question?: Question) => {
    const before = entries.get(key);
    try {
      const crl = await authority.crl(issuerKeyId, scope, question);
      keep(entries, key, { crl, fetchedAt: clock.now() });
      return crl;
    } catch (error) {
      if (before !== undefined) return before.crl;
      throw error;
    } finally {
      underWay.delete(key);
    }
  };

  return {
    ...authority,
    crlNumbers: new CrlNumbers(),
    crl: (issuerKeyId: string, scope: string, question?: Question) => {
      const key = `${issuerKeyId}/${scope}`;
      const entry = entries.get(key);
      if (entry !== undefined && clock.now() - entry.fetchedAt < freshMs) return Promise.resolve(entry.crl);
      const running = underWay.get(key) ?? fetchList(key, issuerKeyId, scope, question);
      underWay.set(key, running);
      return running;
    },
  };
}

/** The oldest go first when memory is full. */
function keep(entries: Map<string, Entry>, key: string, entry: Entry): void {
  entries.delete(key);
  entries.set(key, entry);
  let bytes = 0;
  for (const { crl } of entries.values()) bytes += crl.length;
  for (const [oldest, { crl }] of entries) {
    if (bytes <= BYTES_MAX || oldest === key) return;
    entries.delete(oldest);
    bytes -= crl.length;
  }
}
