/** Tries to consume every row by one statement each, in every way in turn, and reports those it got. */
import { runChild } from './index.ts';

export interface ConsumeTask {
  /** Each has one parameter, the id, and returns a row for the winner. */
  readonly statements: readonly string[];
  readonly ids: readonly string[];
}

await runChild<ConsumeTask>(async (store, task, report) => {
  const won: string[][] = [];
  for (const statement of task.statements) {
    const mine: string[] = [];
    for (const id of task.ids) {
      const rows = await store.run(statement, [id]);
      if (rows.length > 0) mine.push(id);
    }
    won.push(mine);
  }
  report(won);
});
