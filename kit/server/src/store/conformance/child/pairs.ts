/** Commits pair after pair, and tells about each only when the commit has been acknowledged. */
import { runChild } from './index.ts';

await runChild<null>(async (store, _task, report) => {
  for (let i = 0; ; i++) {
    await store.transaction(async (within) => {
      await within.run('INSERT INTO suite_item (id, amount) VALUES ($1, $2)', [`left ${i}`, i]);
      await within.run('INSERT INTO suite_item (id, amount) VALUES ($1, $2)', [`right ${i}`, i]);
    });
    report(i);
  }
});
