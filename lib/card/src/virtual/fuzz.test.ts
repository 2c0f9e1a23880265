import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import { DIVERGENCES } from '../divergences.ts';
import { STATUS, triesIn } from '../status.ts';
import { createVirtualCard, memoryInRam } from './index.ts';
import { CARD_KEYS, CONTENTS, PINS, SELECT_TEXT } from './testing/card.ts';
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

test('two cards over one memory, asked in turns, give together no more tries than one of them has', () => {
  const memory = memoryInRam(PINS);
  const newCard = () =>
    createVirtualCard({
      contents: CONTENTS,
      memory,
      keys: CARD_KEYS,
      random: (length) => new Uint8Array(length),
    });
  const cards = [newCard(), newCard()];
  for (const card of cards) card.transmit(fromHex(SELECT_TEXT));
  for (const [file, length, tries] of [
    ['91', 4, 3],
    ['94', 12, 10],
  ] as const) {
    const answers = Array.from({ length: 50 }, (_, index) => {
      const guess = toUtf8(String(index).padStart(length, '9'));
      const command = concat(fromHex(`002000${file}`), Uint8Array.of(length), guess);
      return toHex(cards[index % 2]?.transmit(command) ?? new Uint8Array());
    });
    const misses = Array.from({ length: tries }, (_, used) => `63c${(tries - 1 - used).toString(16)}`);
    assert.deepEqual(answers, [...misses, ...new Array(50 - tries).fill('6984')]);
  }
  assert.equal(memory.read().text?.triesLeft, 0);
});
