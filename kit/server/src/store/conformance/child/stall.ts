/** Goes half through a transaction, says so, and stays there until it is killed. */
import { runChild } from './index.ts';

await runChild<null>(async (store, _task, report) => {
  await store.transaction(async (within) => {
    await within.run("UPDATE suite_item SET amount = 99 WHERE id = 'held'");
    for (let i = 0; i < 10; i++) await within.run('INSERT INTO suite_item (id) VALUES ($1)', [`half ${i}`]);
    report('inside');
    await new Promise(() => setInterval(() => {}, 1000));
  });
});
