import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomId, randomOctets, randomShortToken, randomToken } from './index.ts';

test('tokens have the length and letters that codes and cookies may have', () => {
  assert.match(randomToken(), /^[A-Za-z0-9_-]{43}$/);
  assert.match(randomShortToken(), /^[A-Za-z0-9_-]{22}$/);
  assert.match(randomId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(randomOctets(16).length, 16);
});

test('nothing comes twice', () => {
  const tokens = Array.from({ length: 1000 }, () => [randomToken(), randomShortToken(), randomId()]).flat();
  assert.equal(new Set(tokens).size, tokens.length);
});
