import type { Clock } from '../clock/index.ts';

export interface PaceOptions {
  readonly clock: Clock;
  /** How many may come at once. */
  readonly burst: number;
  /** Milliseconds after which one more may come. */
  readonly everyMs: number;
  /** How many askers are remembered; whoever asked longest ago is forgotten first. */
  readonly most: number;
}

/** How often somebody may ask, for each asker by a key that nobody else knows or can have. */
export interface Pace {
  /** Counts one request. 0: it may go on; else the milliseconds after which one more will be answered. */
  take(key: string): number;
}

interface Asker {
  /** Requests left at the time `at`. */
  readonly left: number;
  readonly at: number;
}

/**
 * A bucket for each asker, in this process alone: of several processes each has its own, which bounds work and is no protection of a
 * secret. What must hold everywhere is counted in the store.
 */
export function createPace({ clock, burst, everyMs, most }: PaceOptions): Pace {
  // In the order of the last request: a Map keeps the order in which keys were put in.
  const askers = new Map<string, Asker>();
  return {
    take: (key) => {
      const now = clock.now();
      const before = askers.get(key);
      askers.delete(key);
      const left = before === undefined ? burst : refilled(before, now);
      const allowed = left >= 1;
      askers.set(key, { left: allowed ? left - 1 : left, at: now });
      if (askers.size > most) forgetOldest();
      return allowed ? 0 : Math.ceil((1 - left) * everyMs);
    },
  };

  /** A clock that was set back gives nothing and takes nothing. */
  function refilled({ left, at }: Asker, now: number): number {
    return Math.min(burst, left + Math.max(0, now - at) / everyMs);
  }

  function forgetOldest(): void {
    const [oldest] = askers.keys();
    if (oldest !== undefined) askers.delete(oldest);
  }
}
