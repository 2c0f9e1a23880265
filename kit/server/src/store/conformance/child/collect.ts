/** Tries to consume every row, all at once, by statements that are collected, and reports those it got. */
import { collectedStatement } from '../../collect/index.ts';
import { runChild } from './index.ts';

export interface CollectTask {
  readonly ids: readonly string[];
}

const WAYS = [
  collectedStatement<{ id: string }>({
    text: `UPDATE suite_item SET note = 'used' WHERE id = $1 AND (note IS NULL OR note <> 'used') RETURNING id`,
    key: 'id',
    types: ['TEXT'],
  }),
  collectedStatement<{ id: string }>({
    text: 'DELETE FROM suite_item WHERE id = $1 RETURNING id',
    key: 'id',
    types: ['TEXT'],
  }),
];

await runChild<CollectTask>(async (store, { ids }, report) => {
  const won: string[][] = [];
  for (const way of WAYS) {
    const rows = await Promise.all(ids.map((id) => way.run(store, [id])));
    won.push(rows.flatMap((row) => (row === undefined ? [] : [row.id])));
  }
  report(won);
});
