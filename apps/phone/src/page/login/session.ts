import { FRAGMENT_KEY } from '@kazasu/provider/api';
import { openCodeIn } from '../../headless/index.ts';

const KEY = 'kazasu-transaction';

/** A login under way, and by whom it was begun: nobody else goes on with it. */
export interface KeptLogin {
  /** The transaction token. */
  readonly token: string;
  /** As {@link Owner.mark} says; a login without one is gone on with by nobody. */
  readonly mark: string | undefined;
}

/** What outlives a reload of this tab: one login, nothing else. */
export interface Session {
  read(): KeptLogin | undefined;
  write(login: KeptLogin): void;
  clear(): void;
}

/** Both in one entry, so that neither is ever there without the other; neither holds a space. */
export function createSession(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): Session {
  return {
    read: () => {
      const [token, mark] = storage.getItem(KEY)?.split(' ') ?? [];
      return token === undefined ? undefined : { token, mark };
    },
    write: ({ token, mark }) => storage.setItem(KEY, mark === undefined ? token : `${token} ${mark}`),
    clear: () => storage.removeItem(KEY),
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
