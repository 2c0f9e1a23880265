/** Brings the schema forward, like every process of a service that starts. */
import { GROW, SCHEMA } from '../schema.ts';
import { runChild } from './index.ts';

await runChild<null>(async (store, _task, report) => {
  await store.migrate('suite', [...SCHEMA, GROW]);
  report('done');
});
