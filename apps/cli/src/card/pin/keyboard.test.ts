import assert from 'node:assert/strict';
import test from 'node:test';
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { CommandProblem } from '../../problem.ts';
import { Interrupted, typed } from './keyboard.ts';

/** Presses keys, one chunk after another; answers what was typed and the chunks afterwards. */
async function press(...chunks: string[]): Promise<{ text: string; chunks: Uint8Array[]; rest: string[] }> {
  const bytes = chunks.map((chunk) => toUtf8(chunk));
  const rest: string[] = [];
  let listener: ((keys: Uint8Array) => void) | undefined;
  const answer = typed(
    (heard) => {
      listener = heard;
      return () => {
        listener = undefined;
      };
    },
    (keys) => rest.push(fromUtf8(keys)),
  );
  answer.catch(() => {});
  for (const chunk of bytes) listener?.(chunk);
  return { text: fromUtf8(await answer), chunks: bytes, rest };
}

test('what is typed comes with Enter, key by key or at once', async () => {
  assert.equal((await press('1', '2', '3', '4', '\r')).text, '1234');
  assert.equal((await press('1234\n')).text, '1234');
});

test('backspace takes a key back, Ctrl+U all of them', async () => {
  assert.equal((await press('12\u007f34\b5\r')).text, '135');
  assert.equal((await press('\u007f\u007f1\r')).text, '1');
  assert.equal((await press('9999\u00151234\r')).text, '1234');
});

test('arrow keys and other sequences are no part of a secret', async () => {
  assert.equal((await press('1\u001b[D2\u001bOP3\u001b[15~4\u001bx\r')).text, '1234');
  assert.equal((await press('1\u001b', '[', 'A2\r')).text, '12');
});

test('Ctrl+C interrupts; Ctrl+D is nothing typed', async () => {
  await assert.rejects(press('12\u0003'), Interrupted);
  await assert.rejects(press('\u0004'), CommandProblem);
});

test('a line that no secret is as long as is not kept to its end', async () => {
  assert.equal((await press(`${'1'.repeat(5_000)}\r`)).text.length, 32);
});

test('the keys are overwritten where they came in; what was typed ahead is handed on', async () => {
  const { chunks, rest } = await press('12', '34\r56\r');
  assert.ok(chunks.every((chunk) => chunk.every((key) => key === 0)));
  assert.deepEqual(rest, ['56\r']);
});
