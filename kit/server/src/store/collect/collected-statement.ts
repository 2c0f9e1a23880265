import { excerpt } from '../statement.ts';
import { type SqlValue, type StatementRunner, StoreError } from '../store.ts';
import { collectingOf } from './collector.ts';
import { MOST, manyText, type OneRow, onlyReads, SIZES } from './many-text.ts';

/** A statement that concerns one row, found by a key, and that many may share. */
export interface CollectedStatement<Row extends object> {
  /** The statement as it runs alone: on SQLite, and in a transaction of one's own. */
  readonly text: string;
  readonly onlyReads: boolean;
  /**
   * The row, undefined where there is none. Asked of a store it may share a statement with others who ask in the same turn of
   * the event loop; asked within a transaction it is part of that alone. Throws a StoreError.
   */
  run(store: StatementRunner, values: readonly SqlValue[]): Promise<Row | undefined>;
  /**
   * The rows, in the order of the requests, whose keys differ: one statement where there are several, which no SQLite store asks for.
   * Within a transaction; see collectedTransaction.
   */
  runMany(within: StatementRunner, requests: readonly (readonly SqlValue[])[]): Promise<(Row | undefined)[]>;
  /** For many requests of different keys: the text, and its values with padding. */
  readonly forMany: (requests: readonly (readonly SqlValue[])[]) => {
    readonly text: string;
    readonly values: SqlValue[];
  };
  /** The key of a request, and of a row that came back. */
  readonly keyOf: (values: readonly SqlValue[]) => string;
  readonly keyOfRow: (row: object) => unknown;
}

/** Made once, beside the queries of its table. Throws a StoreError for a text that cannot be collected. */
export function collectedStatement<Row extends object>(one: OneRow): CollectedStatement<Row> {
  const textFor = manyText(one);
  const texts = new Map<number, string>();
  const statement: CollectedStatement<Row> = {
    text: one.text,
    onlyReads: onlyReads(one),
    run: async (store, values) => {
      const collecting = collectingOf(store);
      if (collecting !== undefined) return (await collecting(statement, values)) as Row | undefined;
      const [row] = await store.run<Row>(one.text, values);
      return row;
    },
    runMany: async (within, requests) => {
      const [only, ...more] = requests;
      if (only === undefined) return [];
      if (more.length === 0) return [(await within.run<Row>(one.text, only))[0]];
      const { text, values } = statement.forMany(inOrder(statement, requests));
      const rows = new Map(
        (await within.run<Row>(text, values)).map((row) => [statement.keyOfRow(row), row]),
      );
      return requests.map((request) => rows.get(statement.keyOf(request)));
    },
    forMany: (requests) => {
      const size = SIZES.find((each) => each >= requests.length) ?? MOST;
      const text = texts.get(size) ?? textFor(size);
      texts.set(size, text);
      const padding = (size - requests.length) * one.types.length;
      return { text, values: [...requests.flat(), ...new Array<null>(padding).fill(null)] };
    },
    keyOf: ([key]) => {
      if (typeof key === 'string') return key;
      throw new StoreError('store/statement', `${excerpt(one.text)}: its key is no text`);
    },
    keyOfRow: (row) => (row as Record<string, unknown>)[one.key],
  };
  return statement;
}

/** One order everywhere: two processes that want the same rows then wait for each other, but not in a circle. */
export function inOrder(
  { keyOf }: Pick<CollectedStatement<object>, 'keyOf'>,
  requests: readonly (readonly SqlValue[])[],
): (readonly SqlValue[])[] {
  return [...requests].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}
