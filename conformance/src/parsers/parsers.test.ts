import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PARSERS, shake } from './index.ts';

/** Of each; `npm run fuzz -- parsers` takes as many as wanted. */
const SHORT = { seed: 7, inputs: 400 };

for (const parser of PARSERS)
  test(`${parser.name} throws nothing but its refusal, is quick, and takes nothing beside what is exact`, () => {
    assert.deepEqual(shake(parser, SHORT), []);
  });

test('a parser that throws something else, takes too long or takes more than it should is found', () => {
  const sound = { name: 'x', from: 'x', valid: ['{"a":1}'], refuses: () => false, exact: false };
  const rules = (read: (text: string) => boolean, exact = false) =>
    new Set(shake({ ...sound, exact, read }, SHORT).map(({ rule }) => rule.slice(0, 10)));
  assert.deepEqual(
    rules(() => true),
    new Set(),
  );
  assert.ok(rules((text) => JSON.parse(text) !== undefined).has('threw Synt'));
  assert.deepEqual(
    rules((text) => text.trim() === '{"a":1}', true),
    new Set(['taken with']),
  );
  assert.deepEqual(
    rules(() => false),
    new Set(['a valid in']),
  );
});
