import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomId, randomOctets, randomShortToken, randomToken } from './index.ts';

test('tokens have the length and letters that codes and cookies may have', () => {
  assert.match(randomToken(), /^[A-Za-z0-9_-]{43}$/);
  assert.match(randomShortToken(), /^[A-Za-z0-9_-]{22}$/);
  assert.match(randomId(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(randomOctets(16).length, 16);
});

test('what was drawn ahead is given out once, and never as the zeros that it leaves behind', () => {
  const lengths = Array.from({ length: 2_000 }, (_, i) => 17 + (i % 16));
  const texts = lengths.map((length) => Buffer.from(randomOctets(length)).toString('hex'));
  assert.deepEqual(
    texts.map((text) => text.length / 2),
    lengths,
  );
  assert.equal(new Set(texts.map((text) => text.slice(0, 32))).size, texts.length);
  assert.ok(texts.every((text) => !/(?:00){8}/.test(text)));
});

test('nothing comes twice', () => {
  const tokens = Array.from({ length: 1000 }, () => [randomToken(), randomShortToken(), randomId()]).flat();
  assert.equal(new Set(tokens).size, tokens.length);
});
