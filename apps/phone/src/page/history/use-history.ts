import type { HistoryEntry } from '@kazasu/provider/api';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type AccountErrorCode, codeOf } from '../account/index.ts';
import { useShell } from '../frame/index.ts';

export interface LoadedHistory {
  /** Newest first; undefined before the first answer. */
  readonly entries: readonly HistoryEntry[] | undefined;
  /** There is more at the provider. */
  readonly more: boolean;
  readonly busy: boolean;
  readonly problem: AccountErrorCode | undefined;
  /** The next page, or all the rest. */
  load(all?: boolean): Promise<void>;
}

/** No person has so many; a provider that never ends is not waited for. */
const PAGES_MAX = 100;

interface Loaded {
  readonly entries: readonly HistoryEntry[];
  readonly next: string | undefined;
}

/** The history as far as it has been loaded. In memory as long as the page is shown. */
export function useHistory(): LoadedHistory {
  const { account } = useShell();
  const [loaded, setLoaded] = useState<Loaded>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<AccountErrorCode>();
  const latest = useRef<Loaded>(undefined);
  const running = useRef(false);
  const load = useCallback(
    async (all = false) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      setProblem(undefined);
      try {
        for (let pages = 0; pages < (all ? PAGES_MAX : 1); pages++) {
          const before = latest.current;
          if (before !== undefined && before.next === undefined) break;
          const page = await account.history(before?.next);
          latest.current = { entries: [...(before?.entries ?? []), ...page.entries], next: page.next };
          setLoaded(latest.current);
        }
      } catch (error) {
        setProblem(codeOf(error));
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [account],
  );
  useEffect(() => void load(), [load]);
  return { entries: loaded?.entries, more: loaded?.next !== undefined, busy, problem, load };
}
