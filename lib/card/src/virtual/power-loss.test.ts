import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { freshPins, type PinMemory, type PinName } from './index.ts';
import { PINS, SELECT_JPKI, SELECT_TEXT, VERIFY_AUTHENTICATION } from './testing/card.ts';

const CHILD = resolve(import.meta.dirname, 'testing/one-command.ts');
const folder = mkdtempSync(join(tmpdir(), 'kazasu-power-'));
const running = new Set<ChildProcess>();
after(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

interface Card {
  /** One life: until the answer, or until the power goes at the n-th write to the memory. */
  live(select: string, command: string, powerGoesAtWrite?: number): Promise<string>;
  memory(): PinMemory;
}

function cardInFile(name: string, pins = freshPins(PINS)): Card {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(pins));
  return {
    memory: () => JSON.parse(readFileSync(path, 'utf8')) as PinMemory,
    async live(select, command, powerGoesAtWrite = 0) {
      const words = [path, String(powerGoesAtWrite), select, command.replaceAll(' ', '')];
      const child = spawn(process.execPath, [CHILD, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
      running.add(child);
      const ended = once(child, 'close');
      let said = '';
      for await (const chunk of child.stdout.setEncoding('utf8')) {
        said += chunk;
        if (said === 'written') child.kill('SIGKILL');
      }
      await ended;
      running.delete(child);
      return said;
    },
  };
}

/** Two tries of a PIN are left, and a wrong value takes each, killed between its durable write and its answer. */
async function exhaust(name: PinName, select: string, wrong: string): Promise<void> {
  const card = cardInFile(name, freshPins({ ...PINS, [name]: { value: PINS[name], triesLeft: 2 } }));
  for (const left of [1, 0]) {
    assert.equal(await card.live(select, wrong, 1), 'written');
    assert.equal(card.memory()[name]?.triesLeft, left);
  }
  assert.equal(await card.live(select, wrong), '6984', 'no try is left');
  assert.deepEqual(card.memory(), { ...freshPins(PINS), [name]: { value: PINS[name], triesLeft: 0 } });
}

test('a card that is killed at every answer to a wrong PIN gives as many tries as it has left, and not one more', async () => {
  await Promise.all([
    exhaust('authentication', SELECT_JPKI, '00200098 04 30303030'),
    exhaust('textNumberB', SELECT_TEXT, '00200095 0e 3030303030303030303030303030'),
  ]);
});

test('a right PIN whose answer never came has cost a try, and the next right one brings all back', async () => {
  const card = cardInFile('right');
  assert.equal(await card.live(SELECT_JPKI, VERIFY_AUTHENTICATION, 1), 'written');
  assert.equal(card.memory().authentication?.triesLeft, 2);
  assert.equal(await card.live(SELECT_JPKI, VERIFY_AUTHENTICATION, 2), 'written');
  assert.equal(
    card.memory().authentication?.triesLeft,
    3,
    'the second write is the one that gives them back',
  );
  assert.equal(await card.live(SELECT_JPKI, VERIFY_AUTHENTICATION), '9000');
});
