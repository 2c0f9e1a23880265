import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { toBase64url } from '@kazasu/bytes';
import { sha256DigestInfo } from '@kazasu/card';
import { digestGroups, documentsOf, PhoneError, shortDigest } from './index.ts';

const digest = createHash('sha256').update('a contract').digest();
const signing = (...inputs: (Uint8Array | string)[]) => ({
  state: 'opened' as const,
  signing: {
    documents: inputs.map((input) => ({ input: typeof input === 'string' ? input : toBase64url(input) })),
  },
});

test('a bare SHA-256 and its DigestInfo are the same document, each signed as it came', () => {
  const info = sha256DigestInfo(digest);
  const [bare, wrapped] = documentsOf(signing(digest, info));
  assert.deepEqual(bare?.input, Uint8Array.from(digest));
  assert.deepEqual(wrapped?.input, info);
  for (const one of [bare, wrapped]) assert.deepEqual([...(one?.digest ?? [])], [...digest]);
  assert.deepEqual(documentsOf({ state: 'opened' }), []);
});

const info = () => Uint8Array.from(sha256DigestInfo(digest));
const changed = (at: number) => {
  const bytes = info();
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes;
};
for (const [what, inputs] of [
  ['nothing', []],
  ['more documents than are signed at once', Array(17).fill(digest)],
  ['no bytes', ['']],
  ['a hash that is cut short', [digest.subarray(1)]],
  ['a longer one', [new Uint8Array(33)]],
  ['what an old protocol signs (36 bytes)', [new Uint8Array(36)]],
  ['a DigestInfo of another hash', [changed(14)]],
  ['a DigestInfo of another length', [changed(18)]],
  ['51 bytes that are no DigestInfo', [new Uint8Array(51)]],
  ['one bad input among good ones', [digest, changed(0), digest]],
  ['what is not base64url', ['+/+/']],
] as const) {
  test(`${what} is nothing that a card is asked to sign`, () => {
    assert.throws(
      () => documentsOf(signing(...inputs)),
      (error) => error instanceof PhoneError && error.code === 'phone/answer',
    );
  });
}

test('a provider may forget what was to be signed once it is over, and not before', () => {
  for (const state of ['approved', 'declined', 'failed', 'expired', 'finished'] as const) {
    assert.deepEqual(documentsOf({ ...signing(), state }), []);
  }
  for (const state of ['waiting', 'opened', 'proved'] as const) {
    assert.throws(() => documentsOf({ ...signing(), state }), PhoneError, state);
  }
});

test('a digest is shown in sixteen groups of four', () => {
  const groups = digestGroups(digest);
  assert.equal(groups.length, 16);
  assert.equal(groups.join(''), digest.toString('hex'));
});

test('the short form of a digest has 128 bits, from both ends', () => {
  const { first, last } = shortDigest(digest);
  const hex = digest.toString('hex');
  assert.deepEqual(
    [first, last].map((part) => part.replaceAll(' ', '')),
    [hex.slice(0, 16), hex.slice(-16)],
  );
});
