import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { at, setUpLogin } from '../../testing/index.ts';
import { createTabs, Login, tabHash } from './index.ts';

const channels: BroadcastChannel[] = [];
after(() => {
  for (const channel of channels) channel.close();
});

/** Each with a channel of its own, as pages have. */
function tab(name: string) {
  const channel = new BroadcastChannel(name);
  channels.push(channel);
  return createTabs(channel, tabHash);
}

test('a link opened in a second tab says that the first one goes on with it', async () => {
  const { fake, world } = setUpLogin();
  const first = new Login({ ...world, tabs: tab('link') });
  await first.start(fake.code);
  const empty = { read: () => undefined, write: () => {}, clear: () => {} };
  const second = new Login({ ...world, session: empty, tabs: tab('link') });
  await second.start(fake.code);
  assert.equal(at(second, 'elsewhere').mine, false);
  at(first, 'confirm');
  first.leave();
  const third = new Login({ ...world, session: empty, tabs: tab('link') });
  await third.start(fake.code);
  assert.equal(at(third, 'ended').problem.code, 'provider/transaction_taken', 'nobody goes on with it');
});

test('a tab that was duplicated takes over when the person says so, and the other one forgets what was typed', async () => {
  const { fake, world } = setUpLogin();
  const first = new Login({ ...world, tabs: tab('twice') });
  await first.start(fake.code);
  const second = new Login({ ...world, tabs: tab('twice') });
  await second.start(undefined);
  assert.equal(at(second, 'elsewhere').mine, true);
  await second.takeOver();
  at(second, 'confirm');
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(at(first, 'elsewhere').mine, true);
  await first.toCards();
  at(first, 'elsewhere');
});

test('neither token nor code is ever said between tabs', async () => {
  const said: unknown[] = [];
  const listener = new BroadcastChannel('said');
  channels.push(listener);
  listener.onmessage = (event) => said.push((event as MessageEvent).data);
  const { fake, world, stored } = setUpLogin();
  const first = new Login({ ...world, tabs: tab('said') });
  await first.start(fake.code);
  const second = new Login({ ...world, tabs: tab('said') });
  await second.start(undefined);
  await second.takeOver();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(said.length >= 3);
  const [token = ''] = [...stored.values()].join().split(' ');
  assert.ok(!JSON.stringify(said).includes(token) && !JSON.stringify(said).includes(fake.code));
});

test('what another page of this origin says in other words is not understood', async () => {
  const stranger = new BroadcastChannel('strange');
  channels.push(stranger);
  const tabs = tab('strange');
  const taken: string[] = [];
  tabs.hold(['key'], () => taken.push('taken'));
  for (const message of [null, 'taken', { kind: 'taken' }, { kind: 'other', hash: await tabHash('key') }]) {
    stranger.postMessage(message);
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(taken, []);
});
