import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Performance } from '@kazasu/provider/api';
import { silentLog } from '@kazasu/server/log';
import { CardBusy, createTurns } from '../turn.ts';
import { createSubstitute, type SubstituteOptions } from './substitute.ts';

const TOKEN = 'substitute-token-of-the-tests';
const HANAKO = { id: 'hanako', name: '見本　花子', note: { ja: '', en: '' } };

function substitute(changes: Partial<SubstituteOptions> = {}) {
  return createSubstitute({
    providerBase: 'http://localhost:9/api',
    cards: 'ws://localhost:9/box/cards',
    token: TOKEN,
    persons: () => [HANAKO],
    pinsOf: (person) => (person === 'hanako' ? { authentication: '1234' } : undefined),
    log: silentLog,
    ...changes,
  });
}

const PERFORMANCE: Performance = { person: 'hanako', code: 'c'.repeat(22), agree: true };

function ask(
  app: ReturnType<typeof substitute>,
  path: string,
  body?: unknown,
  token: string | undefined = TOKEN,
) {
  return app.request(path, {
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
}

describe('who plays phone and card', () => {
  test('answers nobody without the token, whatever is asked', async () => {
    const app = substitute();
    for (const token of ['', 'wrong-token', `${TOKEN}x`, TOKEN.slice(1)]) {
      assert.equal((await ask(app, '/persons', undefined, token)).status, 401, token);
      assert.equal((await ask(app, '/performances', PERFORMANCE, token)).status, 401, token);
      assert.equal((await ask(app, '/elsewhere', undefined, token)).status, 401, token);
    }
    assert.deepEqual(await (await ask(app, '/persons')).json(), [HANAKO]);
  });

  test('refuses people it does not know and what is no performance', async () => {
    const app = substitute();
    assert.equal((await ask(app, '/performances', { ...PERFORMANCE, person: 'nobody' })).status, 404);
    for (const bad of [
      {},
      { ...PERFORMANCE, person: '../hanako' },
      { ...PERFORMANCE, code: 'short' },
      { ...PERFORMANCE, pin: '0000' },
      { ...PERFORMANCE, agree: 'yes' },
    ]) {
      assert.equal((await ask(app, '/performances', bad)).status, 400, JSON.stringify(bad));
    }
  });

  test('says that it could not perform where the provider does not answer', async () => {
    assert.equal((await ask(substitute(), '/performances', PERFORMANCE)).status, 502);
  });
});

describe('turns with a card', () => {
  const OPTIONS = { waitingMax: 2, waitMaxMs: 50 };
  const gate = () => Promise.withResolvers<void>();

  test('those for one card come one after the other, in their order; another card is free', async () => {
    const turns = createTurns({ waitingMax: 9, waitMaxMs: 5_000 });
    const open = gate();
    const order: string[] = [];
    let holding = 0;
    const work = (name: string, wait?: Promise<void>) => async () => {
      holding += 1;
      assert.equal(holding, 1, name);
      await wait;
      order.push(name);
      holding -= 1;
    };
    const all = [
      turns.take('a', work('first', open.promise)),
      turns.take('a', work('second')),
      turns.take('a', work('third')),
    ];
    assert.equal(await turns.take('b', async () => 'free'), 'free');
    open.resolve();
    await Promise.all(all);
    assert.deepEqual(order, ['first', 'second', 'third']);
  });

  test('neither too many wait nor too long, and nobody is called who has gone', async () => {
    const turns = createTurns(OPTIONS);
    const open = gate();
    const held = turns.take('a', () => open.promise);
    let called = 0;
    const call = async () => {
      called += 1;
    };
    const waiting = [turns.take('a', call), turns.take('a', call)];
    await assert.rejects(
      turns.take('a', async () => {}),
      CardBusy,
    );
    for (const one of waiting) await assert.rejects(one, CardBusy);
    open.resolve();
    await held;
    assert.equal(called, 0);
    assert.equal(await turns.take('a', async () => 'again'), 'again');
  });

  test('work that fails gives the card to the next', async () => {
    const turns = createTurns({ waitingMax: 2, waitMaxMs: 5_000 });
    const failed = turns.take('a', () => Promise.reject(new Error('slipped')));
    const next = turns.take('a', async () => 'next');
    await assert.rejects(failed, /slipped/);
    assert.equal(await next, 'next');
  });

  test('a busy card is told as such', async () => {
    // A provider that never answers, so that the first performance holds the card.
    const silent = createServer(() => {});
    await new Promise<void>((done) => {
      silent.listen(0, '127.0.0.1', done);
    });
    const { port } = silent.address() as AddressInfo;
    const app = substitute({
      turns: { waitingMax: 0, waitMaxMs: 1 },
      providerBase: `http://127.0.0.1:${port}/api`,
    });
    const first = ask(app, '/performances', PERFORMANCE);
    const second = await ask(app, '/performances', PERFORMANCE);
    assert.equal(second.status, 503);
    assert.deepEqual(await second.json(), { error: 'card_busy' });
    while ((await connections(silent)) === 0) await setImmediate();
    silent.closeAllConnections();
    silent.close();
    assert.equal((await first).status, 502);
  });
});

function connections(server: Server): Promise<number> {
  return new Promise((done, fail) => {
    server.getConnections((error, count) => (error === null ? done(count) : fail(error)));
  });
}
