import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toUtf8 } from '@kazasu/bytes';
import { PIN_NAMES } from '../pin.ts';
import type { Transport } from '../transport.ts';
import { openCard } from './index.ts';
import { codeOf, ERRANDS, OPTIONS, tampered } from './testing/errands.ts';

test('a card that never answers, from whichever command on, ends in card/timeout', async () => {
  const silence = new Promise<Uint8Array>(() => {});
  await Promise.all(
    Object.entries(ERRANDS).flatMap(([name, errand]) =>
      [1, 2].map(async (silentFrom) => {
        const inner = tampered((response) => response);
        const transport: Transport = {
          transmit: (command) =>
            inner.commands + 1 >= silentFrom ? silence : inner.transport.transmit(command),
          close: () => Promise.resolve(),
        };
        const code = await codeOf(errand(openCard(transport, { ...OPTIONS, timeoutMs: 30 })));
        assert.equal(code, 'card/timeout', `${name} from command ${silentFrom} on`);
      }),
    ),
  );
});

test('slow answers run out of time too, and what is left of the errand sends nothing more', async () => {
  const inner = tampered((response) => response);
  let sent = 0;
  const transport: Transport = {
    async transmit(command) {
      sent++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return inner.transport.transmit(command);
    },
    close: () => Promise.resolve(),
  };
  const secret = toUtf8('5678');
  const reader = openCard(transport, { timeoutMs: 50 });
  assert.equal(await codeOf(reader.readFourItems(secret)), 'card/timeout');
  assert.deepEqual([...secret], [0, 0, 0, 0]);
  const before = sent;
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.equal(sent, before);
});

test('after a time-out nothing is sent before the old answer came, and it is not taken for the new one', async () => {
  const answers: ((response: Uint8Array) => void)[] = [];
  const transport: Transport = {
    transmit: () => new Promise((resolve) => answers.push(resolve)),
    close: () => Promise.resolve(),
  };
  const reader = openCard(transport, { timeoutMs: 20 });
  assert.equal(await codeOf(reader.triesLeft('text')), 'card/timeout');
  assert.equal(await codeOf(reader.triesLeft('text')), 'card/busy');
  assert.equal(answers.length, 1);
  answers[0]?.(fromHex('63c3'));
  await new Promise((resolve) => setTimeout(resolve, 0));
  const next = reader.triesLeft('text');
  for (const response of ['9000', '9000', '63c2']) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    answers.at(-1)?.(fromHex(response));
  }
  assert.equal(await next, 2);
});

test('a time limit that is not reached leaves no timer behind', async () => {
  const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const card = tampered((response) => response);
  for (const name of PIN_NAMES) await openCard(card.transport, { timeoutMs: 60_000 }).triesLeft(name);
  const after = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  assert.equal(after, before);
});
