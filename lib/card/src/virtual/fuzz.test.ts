import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import { DIVERGENCES } from '../divergences.ts';
import { STATUS, triesIn } from '../status.ts';
import { cardTransport, createVirtualCard, memoryInRam } from './index.ts';
import { CARD_KEYS, CONTENTS, PINS } from './testing/card.ts';
import { GUARDS, runFuzz } from './testing/fuzz/index.ts';

const report = runFuzz({ seed: 2, commands: 10_000 });

test('10,000 commands over all applications break no rule of the observer and reach every status word', () => {
  assert.equal(report.commands, 10_000);
  const never: readonly string[] = DIVERGENCES.statusNeverAnswered.value.match(/\b6[0-9A-F]{3}\b/g) ?? [];
  const expected = Object.values(STATUS).filter(
    (status) => !never.includes(status.toString(16).toUpperCase()),
  );
  const reached = new Set([...report.statuses].map((s) => (triesIn(s) === undefined ? s : STATUS.triesLeft)));
  assert.deepEqual([...reached].sort(), expected.sort());
  assert(report.blocked > 10, 'PINs are blocked on the way');
});

test('every secret is seen by every credential that opens it, alone', () => {
  const pairs = Object.entries(GUARDS).flatMap(([secret, guards]) =>
    guards.map((guard) => `${secret} by ${guard}`),
  );
  assert.deepEqual([...report.seen].sort(), pairs.sort());
});

test('wrong PINs in parallel over two transports of the same memory never get more tries than the card has', async () => {
  const memory = memoryInRam(PINS);
  const newCard = () =>
    createVirtualCard({
      contents: CONTENTS,
      memory,
      keys: CARD_KEYS,
      random: (length) => new Uint8Array(length),
    });
  const transports = [cardTransport(newCard()), cardTransport(newCard())];
  for (const transport of transports) await transport.transmit(fromHex('00a4040c0ad3921000310001010408'));
  for (const [file, length, tries] of [
    ['91', 4, 3],
    ['94', 12, 10],
  ] as const) {
    const guesses = Array.from({ length: 50 }, (_, index) =>
      transports[index % 2]?.transmit(
        concat(fromHex(`002000${file}`), Uint8Array.of(length), toUtf8(String(index).padStart(length, '9'))),
      ),
    );
    const answers = (await Promise.all(guesses)).map((answer) => toHex(answer ?? new Uint8Array()));
    const misses = answers.filter((answer) => answer.startsWith('63c'));
    assert.deepEqual(
      misses.sort(),
      Array.from({ length: tries }, (_, left) => `63c${left.toString(16)}`),
    );
    assert.equal(answers.filter((answer) => answer === '6984').length, 50 - tries);
  }
  assert.equal(memory.read().text?.triesLeft, 0);
});
