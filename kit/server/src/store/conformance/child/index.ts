/**
 * What rivals do in processes of their own: one script a task, started by `rival.ts`. Owns: the order of the
 * conversation with the parent. Refuses to judge: what came out is checked by the parent alone.
 */
import type { Serializable } from 'node:child_process';
import { once } from 'node:events';
import { openStore, type StoreOptions } from '../../open-store.ts';
import type { Store } from '../../store.ts';

/** First message of the parent. The second, `go`, starts all rivals at once. */
export interface ChildOrder<Task> {
  readonly options: StoreOptions;
  readonly task: Task;
}

/** The life of a rival: open the store, say `ready`, wait for `go`, work, report, end. */
export async function runChild<Task>(
  work: (store: Store, task: Task, report: (message: Serializable) => void) => Promise<void>,
): Promise<void> {
  const report = (message: Serializable) => process.send?.(message);
  const [order] = (await once(process, 'message')) as [ChildOrder<Task>];
  const store = await openStore(order.options);
  const go = once(process, 'message');
  report('ready');
  await go;
  await work(store, order.task, report);
  await store.close();
  process.disconnect?.();
}
