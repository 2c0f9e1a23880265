import { type StatementRunner, type Store, StoreError } from '../store.ts';

/** The life of a process whose death is tried out inside another: it ends before a step, and nothing that comes later happens any more. */
export interface Mortality {
  /** Stands before everything that others can see, and behind what they were told. Throws from the step of death on. */
  step(): void;
  /** How many steps there were, those of the dead included. */
  readonly steps: number;
  readonly died: boolean;
}

/**
 * Dies before the step of this number, from 0; never where none is given. `die` may end the process in earnest; without it every later
 * step rejects, so that whatever the code does about the failure reaches nobody either.
 */
export function mortality(dieAt = Number.POSITIVE_INFINITY, die: () => void = () => {}): Mortality {
  let steps = 0;
  return {
    step: () => {
      if (steps === dieAt) die();
      steps += 1;
      if (steps > dieAt) throw new StoreError('store/unavailable', 'the process has died');
    },
    get steps() {
      return steps;
    },
    get died() {
      return steps > dieAt;
    },
  };
}

/** No life that is tried out has more steps; one that does would never end. */
const STEPS_MAX = 300;

/**
 * Lives one life for each step, which ends before it, and then a whole one; what each left is looked at before the next. How many steps
 * the whole one had. Throws where there are too many to be those of one life.
 */
export async function eachDeath(life: (mortal: Mortality, number: number) => Promise<void>): Promise<number> {
  for (let dieAt = 0; dieAt < STEPS_MAX; dieAt += 1) {
    const mortal = mortality(dieAt);
    await life(mortal, dieAt);
    if (!mortal.died) return dieAt;
  }
  throw new Error(`no life of fewer than ${STEPS_MAX} steps was whole`);
}

/** The store as the mortal process sees it: a step lies before each statement, before each commit and behind it. */
export function mortalStore(store: Store, { step }: Pick<Mortality, 'step'>): Store {
  const mortal = (inner: StatementRunner): StatementRunner => ({
    run: async (statement, values) => {
      step();
      return inner.run(statement, values);
    },
  });
  return {
    engine: store.engine,
    run: async (statement, values) => {
      const rows = await mortal(store).run(statement, values);
      step();
      return rows as never;
    },
    transaction: async (work, options) => {
      const result = await store.transaction(async (within) => {
        const done = await work(mortal(within));
        step();
        return done;
      }, options);
      step();
      return result;
    },
    migrate: (service, migrations) => store.migrate(service, migrations),
    close: () => store.close(),
  };
}
