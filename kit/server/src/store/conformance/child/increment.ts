/** Adds one, again and again, by reading and writing in a transaction. */
import { increment } from '../schema.ts';
import { runChild } from './index.ts';

export interface IncrementTask {
  readonly id: string;
  readonly times: number;
}

await runChild<IncrementTask>(async (store, task, report) => {
  for (let i = 0; i < task.times; i++) await increment(store, task.id);
  report('done');
});
