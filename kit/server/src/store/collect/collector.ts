import { checkStatement } from '../statement.ts';
import type { SqlValue, StatementRunner } from '../store.ts';
import { type CollectedStatement, inOrder } from './collected-statement.ts';
import { Gathering } from './gathering.ts';
import { MOST } from './many-text.ts';

/** How those are let in who ask for one kind of work. */
export const LET_IN = {
  most: MOST,
  /** More at once are smaller ones: each costs as much as many rows do. */
  atOnce: 2,
  /** As long as somebody waits for a connection. */
  patienceMs: 5_000,
} as const;

/** Runs a statement for one who shares it with others. */
export type Collecting = (
  statement: CollectedStatement<object>,
  values: readonly SqlValue[],
) => Promise<object | undefined>;

const collecting = new WeakMap<StatementRunner, Collecting>();

/** How statements are collected for this store or transaction; undefined where each runs alone. */
export function collectingOf(runner: StatementRunner): Collecting | undefined {
  return collecting.get(runner);
}

const gatherings = new WeakMap<StatementRunner, { readonly size: number }[]>();

/** Counts those who wait here too; for a store that lets statements be collected. */
export function waitHere(runner: StatementRunner, gathering: { readonly size: number }): void {
  gatherings.get(runner)?.push(gathering);
}

/** Who waits for a statement or a transaction that is shared, for its turn or for its answer. */
export function collectedWaiting(runner: StatementRunner): number {
  return (gatherings.get(runner) ?? []).reduce((sum, { size }) => sum + size, 0);
}

export interface Runs {
  /** Runs a statement as often as it takes to win its races. */
  alone(text: string, values: readonly SqlValue[]): Promise<object[]>;
  /** Runs it once; the values have been looked at. */
  once(text: string, values: readonly SqlValue[]): Promise<object[]>;
  /** Throws where the asker may not ask here. */
  check?(): void;
  readonly atOnce?: number;
}

/** Lets those who ask a store for the same kind of statement share it. */
export function letCollect(runner: StatementRunner, runs: Runs): void {
  const kinds = new Map<CollectedStatement<object>, Collecting>();
  const own: { readonly size: number }[] = [];
  gatherings.set(runner, own);
  collecting.set(runner, async (statement, values) => {
    runs.check?.();
    checkStatement(statement.text, values);
    const known = kinds.get(statement) ?? collectKind(statement, runs, own);
    kinds.set(statement, known);
    return known(statement, values);
  });
}

function collectKind(
  statement: CollectedStatement<object>,
  runs: Runs,
  own: { readonly size: number }[],
): Collecting {
  const shared = statement.onlyReads ? new Map<string, Promise<object | undefined>>() : undefined;
  const gathering = new Gathering<readonly SqlValue[], object | undefined>({
    ...LET_IN,
    atOnce: runs.atOnce ?? LET_IN.atOnce,
    alone: async (values) => {
      shared?.delete(identity(values));
      return (await runs.alone(statement.text, values))[0];
    },
    together: async (requests) => {
      for (const values of requests) shared?.delete(identity(values));
      const { text, values } = statement.forMany(inOrder(statement, requests));
      const rows = new Map((await runs.once(text, values)).map((row) => [statement.keyOfRow(row), row]));
      return requests.map((request) => rows.get(statement.keyOf(request)));
    },
  });
  own.push(gathering);
  if (shared === undefined) return (_, values) => gathering.ask(statement.keyOf(values), values);
  return (_, values) => {
    const id = identity(values);
    const known = shared.get(id);
    const asked = known ?? gathering.ask(statement.keyOf(values), values);
    if (known === undefined) {
      shared.set(id, asked);
      // Also where it never came to be asked.
      asked.catch(() => shared.get(id) === asked && shared.delete(id));
    }
    return asked.then(copyOf);
  };
}

/** Readers of the very same row share the reading as long as it has not begun. */
function identity(values: readonly SqlValue[]): string {
  return JSON.stringify(values.map((value) => (value instanceof Uint8Array ? [...value] : value)));
}

/** Nobody holds an object that somebody else could change. */
function copyOf(row: object | undefined): object | undefined {
  if (row === undefined) return undefined;
  const copies = Object.entries(row).map(([name, value]) => [
    name,
    value instanceof Uint8Array ? Uint8Array.from(value) : value,
  ]);
  return Object.fromEntries(copies);
}
