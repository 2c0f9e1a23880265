import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorDescription } from './index.ts';

test('a description holds the characters of RFC 6749 and no more, and is bounded', () => {
  const plain = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i)).join('');
  assert.equal(errorDescription(plain), plain.replace('"', '?').replace('\\', '?'));
  assert.equal(errorDescription('a\r\nb\0c\x7fé'), 'a??b?c??');
  assert.equal(errorDescription('x'.repeat(301)).length, 300);
});
