/**
 * Appending. Everybody who waits is taken into one transaction (group commit): requests that may be repeated are settled, shared
 * objects and keys stored, then the log's one row is taken, which gives the places, and the records, tiles and the right edge
 * follow. Refuses to acknowledge before the commit, and to let one draft that the database refuses fail its neighbours.
 */

export { appendRecords, forgetOnce, storeObjects } from './append-store.ts';
export { type BatchOutcome, commitBatch, type Outcome } from './batch.ts';
export { insertRows } from './many-rows.ts';
export { AppendQueue } from './queue.ts';
