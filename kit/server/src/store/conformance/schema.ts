/** What the suite and its rivals share; without the test runner, so that a rival starts quickly. */
import type { Migration, Store } from '../store.ts';

/** One table with every type of the subset, and one that refers to it. */
export const SCHEMA: readonly Migration[] = [
  {
    id: 1,
    statements: [
      `CREATE TABLE suite_item (
        id TEXT PRIMARY KEY,
        amount BIGINT NOT NULL DEFAULT 0,
        note TEXT,
        content BYTES
      )`,
      `CREATE TABLE suite_part (
        item TEXT NOT NULL REFERENCES suite_item (id),
        number INTEGER NOT NULL,
        PRIMARY KEY (item, number)
      )`,
      'CREATE INDEX suite_item_amount ON suite_item (amount)',
    ],
  },
];

/** Not idempotent on purpose: running it twice shows. */
export const GROW: Migration = {
  id: 2,
  statements: [
    'ALTER TABLE suite_item ADD COLUMN extra BIGINT NOT NULL DEFAULT 0',
    "INSERT INTO suite_item (id, extra) VALUES ('added by the migration', 5)",
  ],
};

/** The careless way, which the store must make safe: read, compute here, write. */
export async function increment(store: Store, id: string): Promise<void> {
  await store.transaction(async (within) => {
    const [row] = await within.run<{ amount: number }>('SELECT amount FROM suite_item WHERE id = $1', [id]);
    await within.run('UPDATE suite_item SET amount = $1 WHERE id = $2', [(row?.amount ?? 0) + 1, id]);
  });
}
