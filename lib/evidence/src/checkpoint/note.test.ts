import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { encodeNote, parseNote } from './note.ts';

// The example of C2SP signed-note: its text has an empty line in it.
const PUBLISHED = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`;

test('the published note is read, its text up to the last empty line, and written again', () => {
  const note = parseNote(toUtf8(PUBLISHED));
  assert.ok(note.text.endsWith('sole:\n\ned è subito sera.\n'));
  assert.deepEqual(
    note.signatures.map(({ name, signature }) => [name, signature.length]),
    [['quasimodo.example/salvatore', 64]],
  );
  assert.equal(fromUtf8(encodeNote(note)), PUBLISHED);
});
