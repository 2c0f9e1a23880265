import assert from 'node:assert/strict';
import test from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { CardError, openCard } from '@kazasu/card';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { postgresMissing, startPostgres } from '@kazasu/server/store/conformance';
import type { Town } from '../src/town.ts';
import { approve, freshTown, HandMadeParty, type TestTown } from './support/index.ts';

async function logIn(town: Town, party: HandMadeParty) {
  const { url, verifier } = party.begin();
  const callback = await approve(town, url, 'hanako');
  const code = callback.searchParams.get('code') ?? '';
  const tokens = await party.redeem(code, verifier);
  assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
  const items = await party.userinfo(String(tokens.body.access_token));
  assert.equal(items.body.name, '見本　花子');
  return { code, verifier, tokens: tokens.body, sub: items.body.sub };
}

async function wrongPin(town: Town): Promise<number | undefined> {
  const card = await openWebSocketTransport(`${town.urls.phone.replace('http', 'ws')}/box/cards/taro`);
  try {
    await openCard(card).readFourItems(toUtf8('0000'));
    return undefined;
  } catch (error) {
    return error instanceof CardError ? error.triesLeft : undefined;
  } finally {
    await card.close();
  }
}

/** What must survive: clients, persons, sessions, used codes, certificates, PIN counters. */
async function survives(world: TestTown): Promise<void> {
  const party = await HandMadeParty.register(world.town);
  const before = await logIn(world.town, party);
  assert.equal(await wrongPin(world.town), 2);
  const town = await world.restart();
  assert.equal((await party.redeem(before.code, before.verifier)).body.error, 'invalid_grant');
  const after = await logIn(town, party);
  assert.equal(after.sub, before.sub);
  const refresh = { grant_type: 'refresh_token', refresh_token: String(after.tokens.refresh_token) };
  assert.equal((await party.token(refresh)).status, 200);
  assert.equal(await wrongPin(town), 1);
}

test('a town on files keeps everything over a restart, and starts again with nobody new', async (t) => {
  const world = await freshTown();
  t.after(() => world.end());
  await survives(world);
});

test('a town on a real PostgreSQL logs people in, and keeps everything over a restart', {
  skip: postgresMissing(),
}, async (t) => {
  const postgres = await startPostgres();
  t.after(() => postgres.stop());
  const world = await freshTown({ databaseUrl: postgres.url });
  t.after(() => world.end());
  await survives(world);
});
