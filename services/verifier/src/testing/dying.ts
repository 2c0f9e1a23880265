import { type StatementRunner, type Store, StoreError } from '@kazasu/server/store';

/** A process that dies at one of its steps: from then on nothing that it does reaches anything, until it lives again. */
export interface Dying {
  readonly store: Store;
  /** Steps since it lives: each statement and each commit is one, and each call of `step`. */
  readonly steps: number;
  readonly isDead: boolean;
  /** A step of another kind, such as before and after a question over the network. Throws when it is dead. */
  step(): void;
  /** Counts from now on, and dies instead of taking that step; never if there is none. */
  live(dieAt?: number): void;
}

export function dying(inner: Store): Dying {
  let steps = 0;
  let dieAt = Number.POSITIVE_INFINITY;
  const step = () => {
    steps += 1;
    if (steps >= dieAt) throw new StoreError('store/unavailable', 'the process is gone');
  };
  const watched = (runner: StatementRunner): StatementRunner['run'] => {
    return async (statement, values) => {
      step();
      return runner.run(statement, values);
    };
  };
  return {
    store: {
      engine: inner.engine,
      run: watched(inner),
      transaction: (work, options) =>
        inner.transaction(async (within) => {
          const result = await work({ run: watched(within) });
          step();
          return result;
        }, options),
      migrate: (service, migrations) => inner.migrate(service, migrations),
      close: () => inner.close(),
    },
    get steps() {
      return steps;
    },
    get isDead() {
      return steps >= dieAt;
    },
    step,
    live: (at = Number.POSITIVE_INFINITY) => {
      steps = 0;
      dieAt = at;
    },
  };
}
