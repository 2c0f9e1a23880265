import type { LinkToOpen, WaitingLink } from './shell.ts';

const LINK_KEY = 'kazasu-link';

/** Neither a code nor a mark holds a space. */
export function createWaitingLink(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): WaitingLink {
  return {
    read: () => {
      const [code, mark] = storage.getItem(LINK_KEY)?.split(' ') ?? [];
      return code === undefined ? undefined : ({ code, mark } satisfies LinkToOpen);
    },
    write: ({ code, mark }) => storage.setItem(LINK_KEY, mark === undefined ? code : `${code} ${mark}`),
    clear: () => storage.removeItem(LINK_KEY),
  };
}
