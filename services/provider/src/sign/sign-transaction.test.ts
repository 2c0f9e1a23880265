import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { SignError } from './sign-error.ts';
import { documentsOf, inputsOf, type SignState, signStateAt } from './sign-transaction.ts';

const HASH = createHash('sha256').update('x').digest();
/** RFC 8017 section 9.2, note 1: the DigestInfo of SHA-256 before its hash. */
const PREFIX = '3031300d060960864801650304020105000420';
const DIGEST = HASH.toString('base64');
const DIGEST_INFO = Buffer.concat([Buffer.from(PREFIX, 'hex'), HASH]).toString('base64');

function refused(work: () => unknown): void {
  assert.throws(work, (error) => error instanceof SignError && error.code === 'sign/request');
}

test('a hash and its DigestInfo are kept as they were given, and handed to the card as octets', () => {
  const documents = documentsOf({
    documents: [{ digest: DIGEST }, { digest: DIGEST_INFO, name: '申請書.pdf' }],
  });
  assert.deepEqual(documents, [{ digest: DIGEST }, { digest: DIGEST_INFO, name: '申請書.pdf' }]);
  const lengths = inputsOf({ documents }).map(({ length }) => length);
  assert.deepEqual(lengths, [32, 51]);
  assert.deepEqual(Buffer.from(inputsOf({ documents })[0] ?? []), HASH);
  assert.deepEqual(documentsOf({ digest: DIGEST, document_name: '一' }), [{ digest: DIGEST, name: '一' }]);
});

test('51 octets that are not the DigestInfo of SHA-256 are refused: the card would sign whatever they are', () => {
  const info = Buffer.from(DIGEST_INFO, 'base64');
  for (let at = 0; at < PREFIX.length / 2; at += 1) {
    const other = Buffer.from(info);
    other[at] = (other[at] ?? 0) ^ 1;
    refused(() => documentsOf({ digest: other.toString('base64') }));
  }
});

test('base64 that decodes to something else, or is not the one spelling of its octets, is refused', () => {
  refused(() => documentsOf({ digest: HASH.subarray(1).toString('base64') }));
  refused(() => documentsOf({ digest: Buffer.concat([HASH, HASH]).toString('base64') }));
  refused(() => documentsOf({ digest: HASH.toString('base64url') }));
  const spelt = `${DIGEST.slice(0, 42)}${String.fromCharCode((DIGEST.charCodeAt(42) || 0) + 1)}=`;
  assert.deepEqual(Buffer.from(spelt, 'base64').length, 32);
  refused(() => documentsOf({ digest: spelt }));
});

test('a name that hides or turns what the person reads is refused', () => {
  for (const name of [
    'a\u202eb',
    'a\u0000',
    'a\nb',
    'a\u2028b',
    'a\u200bb',
    '\u2066a',
    'a\ud800',
    '\ufeffa',
    ' ',
    '\u3164',
    '\ufe0f',
    'a\u034f',
    `a${'\u0e49'.repeat(9)}`,
    '　',
  ]) {
    refused(() => documentsOf({ digest: DIGEST, document_name: name }));
    refused(() => documentsOf({ documents: [{ digest: DIGEST }, { digest: DIGEST, name }] }));
  }
});

test('time ends whatever has not ended, and nothing else', () => {
  const at = (state: SignState, now: number) => signStateAt({ ...TRANSACTION, state }, now);
  for (const state of ['created', 'begun', 'proved'] as const) {
    assert.equal(at(state, 999), state);
    assert.equal(at(state, 1_000), 'expired');
  }
  assert.equal(at('signed', 999), 'signed');
  assert.equal(at('signed', 1_000), 'gone');
  for (const state of ['declined', 'failed', 'expired', 'gone'] as const)
    assert.equal(at(state, 2_000), state);
});

const TRANSACTION = {
  id: 'x',
  clientId: 'c',
  interactionId: undefined,
  documents: [],
  createdAt: 0,
  expiresAt: 1_000,
  result: null,
};
