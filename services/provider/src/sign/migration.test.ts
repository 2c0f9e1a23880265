import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openStore } from '@kazasu/server/store';
import { findClient } from '../client/index.ts';
import { MIGRATIONS } from '../store.ts';
import { addClient, CLIENT } from '../testing/clients.ts';

test('a store from before the signature API is brought forward, with everything that it held', async () => {
  const store = await openStore({ file: ':memory:' });
  const [first] = MIGRATIONS;
  assert.ok(first && first.id === 1);
  await store.migrate('provider', [first]);
  await addClient({ store });
  await store.migrate('provider', MIGRATIONS);
  await store.migrate('provider', MIGRATIONS);
  assert.deepEqual(await findClient({ store }, CLIENT.clientId), CLIENT);
  for (const table of ['provider_sign_transaction', 'provider_platform_operator']) {
    assert.deepEqual(await store.run(`SELECT * FROM ${table}`), []);
  }
  await store.close();
});

test('the first migration is what it was: stores that are there have run it', () => {
  assert.ok(
    MIGRATIONS[0]?.statements.every((statement) => !/sign_transaction|platform_operator/.test(statement)),
  );
});
