/** What the tests and the process inside the namespace say to each other. */

/** A program to run, bounded in time. */
export interface Run {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: { readonly [name: string]: string };
}

export interface Ran {
  /** The exit status; null when a signal or the time limit ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Which of the two places of the virtual reader. */
export type Slot = 0 | 1;

export interface Insertion {
  readonly slot: Slot;
  /** A name of ./cards.ts; the same name is the same card, which remembers its wrong tries. */
  readonly card: string;
  readonly atr: 'contact' | 'contactless';
  /**
   * Where the card is: with the process that serves the reader (default), or behind a WebSocket. A `deaf` one never
   * answers READ BINARY.
   */
  readonly kind?: 'inProcess' | 'behindWebSocket' | 'deaf';
}

export type Order =
  | { readonly do: 'run'; readonly run: Run }
  | { readonly do: 'insert'; readonly insertion: Insertion }
  | { readonly do: 'remove'; readonly slot: Slot }
  | { readonly do: 'events'; readonly slot: Slot }
  | { readonly do: 'stopService' };

export interface Request {
  readonly id: number;
  readonly order: Order;
}

export interface Reply {
  /** 0 is the word that the service runs. */
  readonly id: number;
  readonly result?: unknown;
  readonly error?: string;
}
