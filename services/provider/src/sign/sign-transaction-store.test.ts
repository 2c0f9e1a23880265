import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { type TestDeps, testDeps } from '../testing/test-deps.ts';
import {
  endSignTransaction,
  findByInteraction,
  findSignTransaction,
  insertSignTransaction,
  keepResult,
  releaseResult,
  sweepSignTransactions,
  takeSignTransaction,
} from './sign-transaction-store.ts';

let deps: TestDeps;
const DIGEST = Buffer.alloc(32).toString('base64');
const RESULT = Uint8Array.of(1);

beforeEach(async () => {
  deps = await testDeps();
  const it = { id: 'one', clientId: 'client', documents: [{ digest: DIGEST }], createdAt: 0, expiresAt: 100 };
  await insertSignTransaction(deps, it, 10);
});

const take = (by: object = {}, now = 50) =>
  takeSignTransaction(
    deps.store,
    { id: 'one', clientId: 'client', interactionId: 'i', ...by },
    { now, expiresAt: 200 },
  );
const state = async () => (await findSignTransaction(deps, 'one', 'client'))?.state;

test('only its client takes it, in time, and once', async () => {
  assert.equal(await take({ clientId: 'another' }), false);
  assert.equal(await take({ id: 'two' }), false);
  assert.equal(await take({}, 100), false);
  assert.equal(await take(), true);
  assert.equal(await take({ interactionId: 'j' }), false);
  assert.equal((await findByInteraction(deps, 'i'))?.expiresAt, 200);
  assert.equal(await findByInteraction(deps, 'j'), undefined);
});

test('each step leaves the state before it and no other, and none after its time', async () => {
  assert.equal(await keepResult(deps.store, 'i', RESULT, 50), false, 'nobody has begun');
  await take();
  assert.equal(await releaseResult(deps.store, 'i', { now: 50, expiresAt: 300 }), false, 'nothing is signed');
  assert.equal(await keepResult(deps.store, 'i', RESULT, 200), false, 'too late');
  assert.equal(await keepResult(deps.store, 'i', RESULT, 199), true);
  assert.equal(
    await keepResult(deps.store, 'i', RESULT, 199),
    false,
    'a second result never takes the place of the first',
  );
  assert.equal(await releaseResult(deps.store, 'i', { now: 200, expiresAt: 300 }), false, 'too late');
  assert.equal(await releaseResult(deps.store, 'i', { now: 199, expiresAt: 300 }), true);
  await endSignTransaction(deps.store, 'i', 'declined');
  assert.equal(await state(), 'signed', 'what was handed over cannot be declined');
});

test('an end is for good', async () => {
  await take();
  await endSignTransaction(deps.store, 'i', 'failed');
  await endSignTransaction(deps.store, 'i', 'declined');
  assert.equal(await state(), 'failed');
  assert.equal(await keepResult(deps.store, 'i', RESULT, 60), false);
  assert.equal(await take({ interactionId: 'j' }), false);
});

test('the sweep ends what has had its time and leaves the rest alone', async () => {
  await take();
  await sweepSignTransactions(deps.store, 199);
  assert.equal(await state(), 'begun');
  await sweepSignTransactions(deps.store, 200);
  const swept = await findSignTransaction(deps, 'one', 'client');
  assert.deepEqual([swept?.state, swept?.documents, swept?.result], ['expired', [], null]);
  await sweepSignTransactions(deps.store, 200 + 24 * 3_600_000 - 1);
  assert.equal(await state(), 'expired');
  await sweepSignTransactions(deps.store, 200 + 24 * 3_600_000);
  assert.equal(await state(), undefined);
});
