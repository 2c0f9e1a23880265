import type { Fetch } from '../../headless/index.ts';
import type { KeptStore } from '../kept.ts';
import type { CardReader } from './card-reader.ts';
import type { Owner } from './owner.ts';
import type { Session } from './session.ts';
import type { Tabs } from './tabs.ts';

/** What the login needs of the world. */
export interface LoginWorld {
  readonly config: () => Promise<{ readonly providerBase: string }>;
  readonly fetch: Fetch;
  readonly session: Session;
  /** At least one, best first; the same list until more of them are known. */
  readonly readers: () => readonly CardReader[];
  /** Where the reader used last is remembered. */
  readonly storage?: KeptStore;
  /** The other tabs of this browser. */
  readonly tabs: Tabs;
  /** Leaves each stage on the screen long enough to be read. */
  readonly pause: () => Promise<void>;
  /** Until the next look at the provider: the time given, or sooner when the network or the person has come back. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Rejects with `card/timeout` when a card has been waited for long enough. */
  readonly patience?: (signal: AbortSignal) => Promise<never>;
  readonly now: () => number;
  /** Who has opened the app. */
  readonly owner: Owner;
  /** Leaves the app for this address, in this tab. */
  readonly goTo: (address: string) => void;
}
