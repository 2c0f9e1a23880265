import type { WaitingLink } from './shell.ts';

const LINK_KEY = 'kazasu-link';

export function createWaitingLink(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): WaitingLink {
  return {
    read: () => storage.getItem(LINK_KEY) ?? undefined,
    write: (code) => storage.setItem(LINK_KEY, code),
    clear: () => storage.removeItem(LINK_KEY),
  };
}
