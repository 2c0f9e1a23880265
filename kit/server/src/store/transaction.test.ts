import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoreError } from './store.ts';
import { runTransaction, type TransactionEngine } from './transaction.ts';

function recordingEngine(faults: Partial<TransactionEngine> = {}): {
  engine: TransactionEngine;
  calls: string[];
} {
  const calls: string[] = [];
  const engine: TransactionEngine = {
    begin: async () => void calls.push('begin'),
    run: async (statement) => {
      calls.push(statement);
      return [];
    },
    commit: async () => void calls.push('commit'),
    rollback: async () => void calls.push('rollback'),
    ...faults,
  };
  return { engine, calls };
}

test('a transaction that takes too long is rolled back and its later statements are refused', async () => {
  const { engine, calls } = recordingEngine();
  const late = Promise.withResolvers<void>();
  let refusal: Promise<unknown> = Promise.resolve();
  const work = runTransaction(
    engine,
    async (within) => {
      await within.run('first');
      await late.promise;
      refusal = within.run('late');
      await refusal;
    },
    20,
  );
  await assert.rejects(work, (error) => error instanceof StoreError && error.code === 'store/unavailable');
  late.resolve();
  await new Promise(setImmediate);
  await assert.rejects(refusal, (error) => error instanceof StoreError && error.code === 'store/statement');
  assert.deepEqual(calls, ['begin', 'first', 'rollback']);
});

test('a commit that fails is an error of the transaction, followed by a rollback', async () => {
  const lost = new StoreError('store/unavailable', 'lost');
  const { engine, calls } = recordingEngine({ commit: () => Promise.reject(lost) });
  await assert.rejects(
    runTransaction(engine, async () => 'result'),
    lost,
  );
  assert.deepEqual(calls, ['begin', 'rollback']);
});

test('a transaction that cannot begin runs nothing', async () => {
  const lost = new StoreError('store/unavailable', 'lost');
  const { engine, calls } = recordingEngine({ begin: () => Promise.reject(lost) });
  await assert.rejects(
    runTransaction(engine, () => assert.fail('ran')),
    lost,
  );
  assert.deepEqual(calls, []);
});
