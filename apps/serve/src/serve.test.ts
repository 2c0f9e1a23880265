import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { postgresMissing } from '@kazasu/server/store/conformance';
import {
  alternating,
  logIn,
  type Party,
  type ProviderGround,
  providerGround,
  registerParty,
  type Served,
  startServed,
} from './testing/index.ts';

const skip = postgresMissing();
let ground: ProviderGround;
let party: Party;

before(async () => {
  if (skip === false) ground = await providerGround({ cards: 2 });
});
const started: Served[] = [];
const start = (settings: Readonly<Record<string, string>> = {}, words: readonly string[] = []): Served => {
  const served = startServed('provider', { settings: { ...ground.settings, ...settings }, words });
  started.push(served);
  return served;
};
after(async () => {
  for (const { child } of started) child.kill('SIGKILL');
  await ground?.close();
});

test('two nodes on one database serve one login between them', { skip }, async () => {
  const nodes = [start(), start()];
  const urls = await Promise.all(nodes.map(({ ready }) => ready));
  const servers = alternating(urls);
  party = await registerParty(servers);
  for (const card of ground.cards) {
    const first = await logIn(servers, party, card);
    const second = await logIn(servers, party, card);
    assert.equal(first.sub, second.sub);
  }
  for (const node of nodes) assert.equal(await node.stop(), 0, node.written());
});
