import { codeOf, type Log } from '@kazasu/server/log';

export interface SweepingOptions {
  /** Milliseconds from one sweep that comes by itself to the next; a sweep that takes longer is not followed by a queue of them. */
  readonly everyMs: number;
  /** In order, each even where one before it failed. */
  readonly steps: readonly (() => Promise<void>)[];
  readonly log: Log;
}

export interface Sweeping {
  /** A sweep after all that were asked for before. Rejects with its first failure; every one is in the log. */
  sweep(): Promise<void>;
  /** Resolves when those that were asked for so far have ended, well or not. */
  idle(): Promise<void>;
  /** Resolves when no sweep is under way any more, and none will be. Idempotent. */
  close(): Promise<void>;
}

/** Does what is due, one sweep after the other, by itself and whenever it is asked for. */
export function openSweeping({ everyMs, steps, log }: SweepingOptions): Sweeping {
  let last: Promise<void> = Promise.resolve();
  let underWay = 0;
  const once = async () => {
    const failures: unknown[] = [];
    for (const step of steps) {
      await step().catch((error: unknown) => {
        failures.push(error);
        log.error('sweep.failed', { code: codeOf(error) });
      });
    }
    if (failures.length > 0) throw failures[0];
  };
  const sweep = async () => {
    underWay += 1;
    const own = last.then(once).finally(() => {
      underWay -= 1;
    });
    last = own.catch(() => {});
    return own;
  };
  const timer = setInterval(() => {
    if (underWay === 0) sweep().catch(() => {});
  }, everyMs);
  timer.unref();
  return {
    sweep,
    idle: () => last,
    close: async () => {
      clearInterval(timer);
      await last;
    },
  };
}
