import assert from 'node:assert/strict';
import { after, beforeEach, mock, test } from 'node:test';
import { openStore, type Store, StoreError } from '@kazasu/server/store';
import { createWorld, type Member, must, PURPOSE } from './testing/index.ts';
import { startReceiver } from './webhook/testing/receiver.ts';

const receiver = await startReceiver();
after(() => receiver.close());
beforeEach(() => {
  receiver.received.length = 0;
});

async function testEvent(member: Member): Promise<void> {
  const request = { url: receiver.url, eventTypes: ['certificate.revoked'] };
  const { webhook } = (await must(201, await member.post('/v1/webhooks', request))) as {
    webhook: { webhookId: string };
  };
  await must(202, await member.post(`/v1/webhooks/${webhook.webhookId}/test`, {}));
}

/** Whether something arrives within a second of real time. */
async function arrives(): Promise<boolean> {
  for (let i = 0; i < 100 && receiver.received.length === 0; i++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return receiver.received.length > 0;
}

async function prepare(member: Member): Promise<void> {
  await must(201, await member.post('/v1/consents/prepare', { service: '架空市', purpose: PURPOSE }));
}

test('without being asked the verifier brings an event within a second', async () => {
  mock.timers.enable({ apis: ['setInterval'] });
  const world = await createWorld();
  try {
    await testEvent(await world.tenant());
    mock.timers.tick(999);
    assert.equal(await arrives(), false);
    mock.timers.tick(1);
    assert.equal(await arrives(), true);
  } finally {
    mock.timers.reset();
    await world.close();
  }
});

test('watches that cannot be looked at keep neither deliveries from being sent nor what is over from being forgotten', async () => {
  const inner = await openStore({ file: ':memory:' });
  const store: Store = {
    ...{
      engine: inner.engine,
      transaction: inner.transaction.bind(inner),
      migrate: inner.migrate.bind(inner),
    },
    run: async (statement, values) => {
      if (statement.includes('UPDATE verifier_watch'))
        throw new StoreError('store/statement', 'no such table');
      return inner.run(statement, values);
    },
    close: () => inner.close(),
  };
  mock.timers.enable({ apis: ['setInterval'] });
  const world = await createWorld({ store });
  const member = await world.tenant();
  await prepare(member);
  world.authority.clock.advance(5 * 60_000);
  await testEvent(member);
  await assert.rejects(world.verifier.sweep(), { code: 'store/statement' });
  assert.equal(receiver.received.length, 1);
  assert.deepEqual(await inner.run('SELECT * FROM verifier_consent_preparation'), []);
  mock.timers.reset();
  await world.close();
  await inner.close();
});

test('a statement that was made to be signed is forgotten when its time is over, and not before', async () => {
  const world = await createWorld();
  await prepare(await world.tenant());
  const left = async () => (await world.store.run('SELECT * FROM verifier_consent_preparation')).length;
  world.authority.clock.advance(5 * 60_000 - 1);
  await world.verifier.sweep();
  assert.equal(await left(), 1);
  // A little later: one sweep has the turn for a moment.
  world.authority.clock.advance(6_000);
  await world.verifier.sweep();
  assert.equal(await left(), 0);
  await world.close();
});
