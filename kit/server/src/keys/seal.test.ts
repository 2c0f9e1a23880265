import assert from 'node:assert/strict';
import { createDecipheriv } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSecretKey } from '../crypto.ts';
import { KeyError } from './key-error.ts';
import { seal, sealedBy, unseal } from './seal.ts';

const KEY = createSecretKey(new Uint8Array(32).fill(7));
const OTHER_KEY = createSecretKey(new Uint8Array(32).fill(8));
const ITEMS = new TextEncoder().encode('{"name":"架空　太郎"}');

function refused(attempt: () => unknown): void {
  assert.throws(attempt, (error) => error instanceof KeyError && error.code === 'key/sealed');
}

test('what was sealed opens with the same key in the same context', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (plaintext, context) => {
      assert.deepEqual(unseal(KEY, seal(KEY, plaintext, context), context), Uint8Array.from(plaintext));
    }),
    { numRuns: 50 },
  );
});

test('another implementation of AES-256-GCM opens it by the documented layout', () => {
  const sealed = seal(KEY, ITEMS, 'session 1');
  assert.equal(sealed[0], 1);
  assert.equal(sealed.length, 1 + 12 + ITEMS.length + 16);
  const raw = Buffer.alloc(32, 7);
  const decipher = createDecipheriv('aes-256-gcm', raw, sealed.subarray(1, 13));
  decipher.setAAD(Buffer.from('\u0001session 1'));
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(13, -16)), decipher.final()]);
  assert.deepEqual(new Uint8Array(plain), ITEMS);
});

test('a value names the version that sealed it, and opens by that one alone', () => {
  const keys = (current: number, known: readonly number[]) => ({
    current,
    only: known.length === 1,
    key: (version: number) =>
      known.includes(version) ? createSecretKey(Buffer.alloc(32, version)) : undefined,
  });
  const [first, second] = [1, 2].map((current) => seal(keys(current, [1, 2]), ITEMS, 'session 1'));
  assert.ok(first && second);
  assert.deepEqual([sealedBy(first), sealedBy(second)], [1, 2]);
  assert.equal(second.length, 5 + 12 + ITEMS.length + 16);
  for (const sealed of [first, second])
    assert.deepEqual(unseal(keys(3, [1, 2, 3]), sealed, 'session 1'), ITEMS);
  // What was sealed before there were versions is of the first.
  assert.deepEqual(
    unseal(keys(2, [1, 2]), seal(createSecretKey(Buffer.alloc(32, 1)), ITEMS, 'x'), 'x'),
    ITEMS,
  );
  assert.throws(() => unseal(keys(1, [1]), second, 'session 1'), { code: 'key/unavailable' });
  const same = { ...keys(3, []), key: () => createSecretKey(Buffer.alloc(32, 2)) };
  assert.deepEqual(unseal(same, second, 'session 1'), ITEMS);
  const renamed = Uint8Array.from(second);
  renamed[4] = 3;
  refused(() => unseal(same, renamed, 'session 1'));
  renamed[4] = 1;
  refused(() => unseal(same, renamed, 'session 1'));
});

test('another key or another context does not open it', () => {
  const sealed = seal(KEY, ITEMS, 'session 1');
  refused(() => unseal(OTHER_KEY, sealed, 'session 1'));
  refused(() => unseal(KEY, sealed, 'session 2'));
});

test('no changed bit and no cut piece opens', () => {
  const sealed = seal(KEY, ITEMS, 'c');
  for (let i = 0; i < sealed.length; i++) {
    const changed = Uint8Array.from(sealed);
    changed[i] = (changed[i] ?? 0) ^ 1;
    refused(() => unseal(KEY, changed, 'c'));
    refused(() => unseal(KEY, sealed.subarray(0, i), 'c'));
  }
});

test('the same value never looks the same twice', () => {
  assert.notDeepEqual(seal(KEY, ITEMS, 'c'), seal(KEY, ITEMS, 'c'));
});
