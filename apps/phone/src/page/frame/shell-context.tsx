import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { AccountState } from '../account/index.ts';
import type { CardReader } from '../login/index.ts';
import type { Route } from '../router/index.ts';
import type { Shell } from './shell.ts';

const ShellContext = createContext<Shell | undefined>(undefined);

export function ShellProvider({ shell, children }: { shell: Shell; children: ReactNode }) {
  return <ShellContext value={shell}>{children}</ShellContext>;
}

/** What every page of the app may use. */
export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (shell === undefined) throw new Error('outside of the app');
  return shell;
}

export function useRoute(): Route {
  const { router } = useShell();
  return useSyncExternalStore(router.subscribe, router.current);
}

export function useAccount(): AccountState {
  const { account } = useShell();
  return useSyncExternalStore(account.subscribe, account.state);
}

/** Where cards may come from; there may be more when the network has come back. */
export function useReaders(): readonly CardReader[] {
  const { connection, login } = useShell();
  return useSyncExternalStore(connection.subscribe, login.readers);
}
