import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JSON_LIMITS, requireModest } from './modest.ts';

const deep = '['.repeat(JSON_LIMITS.depth + 1);
const refuses = (text: string) =>
  assert.throws(() => requireModest(text), { code: 'evidence/budget' }, text.slice(0, 40));

test('brackets in strings are text, whatever is escaped before them', () => {
  for (const text of [deep, `"${deep}`, `\\${deep}`, `\\"${deep}`, `\\\\${deep}`, `a"b"${deep}`]) {
    requireModest(JSON.stringify({ purpose: text }));
  }
});

test('brackets behind a string count, whatever the string ends with', () => {
  for (const string of ['""', '"a"', '"\\""', '"\\\\"', '"\\\\\\\\"', '"\\\\\\""'])
    refuses(`{${string}:${deep}`);
  refuses(deep);
  refuses('{"a":'.repeat(JSON_LIMITS.depth + 1));
});

test('depth is that of one place, and values are counted over all', () => {
  requireModest('['.repeat(12) + ']'.repeat(12));
  requireModest('[[[]]],'.repeat(1000));
  refuses('[],'.repeat(JSON_LIMITS.values / 2 + 1));
  refuses('1,'.repeat(JSON_LIMITS.values + 1));
});
