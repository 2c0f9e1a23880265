/** Brings the schema forward, like every process of a service that starts. */
import { GROW } from '../migrations.ts';
import { SCHEMA } from '../with-store.ts';
import { runChild } from './run-child.ts';

await runChild<null>(async (store, _task, report) => {
  await store.migrate('suite', [...SCHEMA, GROW]);
  report('done');
});
