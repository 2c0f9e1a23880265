import { FRAGMENT_KEY } from '@kazasu/provider/api';
import { openCodeIn } from '../../headless/index.ts';

const TOKEN_KEY = 'kazasu-transaction';

/** What outlives a reload of this tab: the transaction token, nothing else. */
export interface Session {
  read(): string | undefined;
  write(token: string): void;
  clear(): void;
}

export function createSession(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Session {
  return {
    read: () => storage.getItem(TOKEN_KEY) ?? undefined,
    write: (token) => storage.setItem(TOKEN_KEY, token),
    clear: () => storage.removeItem(TOKEN_KEY),
  };
}

/**
 * The code that the address carries, taken out of the address and the history at once, so that it is neither seen
 * nor opened again. `invalid` where the fragment says that it holds one and does not.
 */
export function takeOpenCode(page: Pick<Window, 'location' | 'history'>): string | 'invalid' | undefined {
  const { hash, pathname, search } = page.location;
  if (!new URLSearchParams(hash.slice(1)).has(FRAGMENT_KEY)) return undefined;
  page.history.replaceState(null, '', pathname + search);
  return openCodeIn(hash) ?? 'invalid';
}
