/** A process of its own that appends requests `<name>/0`, `<name>/1`, …, each of which may be repeated, and tells the place of each. */
import type { StoreOptions } from '@kazasu/server/store';
import { tellParent } from '@kazasu/server/store/conformance';
import { draftOf, openTestLog } from './log.ts';

export interface AppendTask {
  readonly store: StoreOptions;
  readonly name: string;
  readonly count: number;
  /** So many at a time. */
  readonly parallel: number;
}

/** The number of a request and the place of its record, when it was acknowledged. */
export type AppendWord = readonly [number, number];

process.once('message', (task: AppendTask) => {
  void append(task).then(() => process.exit(0));
});

async function append({ store, name, count, parallel }: AppendTask): Promise<void> {
  const { log, close } = await openTestLog(store);
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const number = next;
      next += 1;
      const appended = await log.append(draftOf({ once: { key: `${name}/${number}`, fingerprint: 'f' } }));
      const place = appended.kind === 'appended' ? appended.leafIndex : appended.record.leafIndex;
      await tellParent([number, place]);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  await close();
}
