import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toHex } from '@kazasu/bytes';
import { COMMAND_MAX, type Transport } from '@kazasu/card';
import { relayCard } from './relay.ts';

const GONE = { cardGone: 4000 };
const VERIFY = fromHex('002000800431323334');

/** A socket without a network: what it was told, and a way to say something. */
function fakeSocket() {
  const listeners = new Map<string, (data?: unknown, isBinary?: boolean) => void>();
  const sent: string[] = [];
  const closed: number[] = [];
  const socket = {
    bufferedAmount: 0,
    on: (event: string, listener: (data: unknown, isBinary: boolean) => void) =>
      listeners.set(event, listener as (data?: unknown, isBinary?: boolean) => void),
    send: (data: Uint8Array) => void sent.push(toHex(data)),
    close: (code: number) => void closed.push(code),
  };
  const say = (data: unknown, isBinary = true) => listeners.get('message')?.(data, isBinary);
  return { socket, sent, closed, say, end: (event: 'close' | 'error') => listeners.get(event)?.() };
}

function fakeCard(transmit: Transport['transmit']) {
  const card = { closes: 0, transmit, close: async () => void card.closes++ };
  return card;
}

test('an answer goes back, and the command, in which a PIN may be, is overwritten', async () => {
  const { socket, sent, say, end } = fakeSocket();
  const heard: string[] = [];
  const card = fakeCard(async (command) => {
    heard.push(toHex(command));
    return fromHex('9000');
  });
  const done = relayCard(socket, card, GONE);
  const command = VERIFY.slice();
  say(command);
  await new Promise(setImmediate);
  assert.deepEqual([heard, sent], [[toHex(VERIFY)], ['9000']]);
  assert.equal(toHex(command), '00'.repeat(VERIFY.length));
  end('close');
  await done;
  assert.equal(card.closes, 1);
});

test('a command before the answer to the last, text, and more than a command end it and let the card go', async () => {
  const cases: readonly [(say: (data: unknown, isBinary?: boolean) => void) => void, number][] = [
    [(say) => void [VERIFY.slice(), VERIFY.slice()].map((command) => say(command)), 1008],
    [(say) => say('0020', false), 1003],
    [(say) => say(new Uint8Array(COMMAND_MAX + 1)), 1009],
  ];
  for (const [lie, code] of cases) {
    const { socket, closed, say } = fakeSocket();
    let commands = 0;
    const card = fakeCard(() => {
      commands++;
      return new Promise(() => {});
    });
    const done = relayCard(socket, card, GONE);
    lie(say);
    await done;
    say(VERIFY.slice());
    assert.deepEqual([closed, card.closes], [[code], 1]);
    assert.ok(commands <= 1, 'nothing reaches the card afterwards');
  }
});

test('a card that fails ends it with the code that was asked for, and its command is overwritten too', async () => {
  const { socket, sent, closed, say, end } = fakeSocket();
  const card = fakeCard(() => Promise.reject(new Error('slipped')));
  const done = relayCard(socket, card, GONE);
  const command = VERIFY.slice();
  say(command);
  await done;
  end('close');
  assert.deepEqual([sent, closed, card.closes], [[], [4000], 1]);
  assert.equal(toHex(command), '00'.repeat(VERIFY.length));
});

test('an answer that comes when the page has gone is nobody’s', async () => {
  const { socket, sent, say, end } = fakeSocket();
  const answer = Promise.withResolvers<Uint8Array>();
  const done = relayCard(
    socket,
    fakeCard(() => answer.promise),
    GONE,
  );
  say(VERIFY.slice());
  end('error');
  answer.resolve(fromHex('9000'));
  await done;
  await new Promise(setImmediate);
  assert.deepEqual(sent, []);
});
