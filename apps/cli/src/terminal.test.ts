import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { processTerminal, screenWidth, table } from './terminal.ts';

/** Clears the screen, in both forms; names the window; turns the order of writing; ends the line. */
const HOSTILE = '見本\u001b[2J\u009b2J\u001b]0;x\u0007\u202e\u2066\u200f\u007f\r\n次郎\u2028';
const ACTING = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

function written(t: TestContext, to: 'stdout' | 'stderr', speak: () => void): string {
  const write = t.mock.method(process[to], 'write', () => true);
  try {
    speak();
    return write.mock.calls.map((call) => String(call.arguments[0])).join('');
  } finally {
    write.mock.restore();
  }
}

test('what a card says shows in an answer and in a note, and acts on neither', (t) => {
  const answer = written(t, 'stdout', () => processTerminal.out(HOSTILE));
  assert.doesNotMatch(answer, ACTING);
  assert.match(
    answer,
    /^見本\\u001b\[2J\\u009b2J\\u001b\]0;x\\u0007\\u202e\\u2066\\u200f\\u007f\\u000d\n次郎/,
  );
  assert.doesNotMatch(
    written(t, 'stderr', () => processTerminal.note(HOSTILE)),
    ACTING,
  );
});

test('an answer in JSON is the same text to whoever parses it', (t) => {
  const answer = written(t, 'stdout', () => processTerminal.out(JSON.stringify({ name: HOSTILE }, null, 2)));
  assert.doesNotMatch(answer, ACTING);
  assert.deepEqual(JSON.parse(answer), { name: HOSTILE });
});

test('a cell of a table is one line, so that no card writes a row of its own', () => {
  const text = table([
    ['name', HOSTILE],
    ['address', '架空県\tかざす市'],
  ]);
  assert.equal(text.split('\n').length, 2);
  assert.doesNotMatch(text, ACTING);
});

test('an honest name stays as it is, and wide characters take two places', () => {
  assert.equal(
    table([
      ['氏名', '見本　次郎'],
      ['a', '𠮷野 é'],
    ]),
    '氏名  見本　次郎\na     𠮷野 é',
  );
  assert.equal(screenWidth('𠮷a'), 3);
});
