import { syncBuiltinESMExports } from 'node:module';
import type { StatementRunner } from '@kazasu/server/store';
import { nodeCrypto } from '../crypto.ts';

/** What was done, counted where it is done: hashes at node:crypto, readings at the store. */
export interface Work {
  hashes: number;
  statements: number;
  /** In all columns that are octets. */
  octets: number;
}

/** Counts what `task` does with the store that it is given; nothing else may hash at the same time. */
export async function countWork(
  store: StatementRunner,
  task: (store: StatementRunner) => Promise<void>,
): Promise<Work> {
  const work: Work = { hashes: 0, statements: 0, octets: 0 };
  const { hash, createHash } = nodeCrypto;
  const counted = <F extends (...args: never[]) => unknown>(made: F) =>
    new Proxy(made, {
      apply: (target, self, args) => {
        work.hashes += 1;
        return Reflect.apply(target, self, args);
      },
    });
  Object.assign(nodeCrypto, { hash: counted(hash), createHash: counted(createHash) });
  syncBuiltinESMExports();
  try {
    await task(counting(store, work));
  } finally {
    Object.assign(nodeCrypto, { hash, createHash });
    syncBuiltinESMExports();
  }
  return work;
}

function counting(store: StatementRunner, work: Work): StatementRunner {
  return {
    run: async <Row extends object>(...asked: Parameters<StatementRunner['run']>) => {
      work.statements += 1;
      const rows = await store.run<Row>(...asked);
      for (const value of rows.flatMap((row) => Object.values(row))) {
        if (value instanceof Uint8Array) work.octets += value.length;
      }
      return rows;
    },
  };
}
