import assert from 'node:assert/strict';
import { constants, createHash, generateKeyPairSync, privateEncrypt, sign } from 'node:crypto';
import { test } from 'node:test';
import { digestFormOf, digestInfoOf } from './digest-signature.ts';
import type { PublicKey } from './key.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key: PublicKey = { kind: 'rsa', family: 'rsa', bits: 2048, keyObject: pair.publicKey };
const message = new TextEncoder().encode('申請書');
const digest = createHash('sha256').update(message).digest();

/** What the card does with P1=00: pads what it is given and raises it. */
function card(input: Uint8Array): Uint8Array {
  return privateEncrypt({ key: pair.privateKey, padding: constants.RSA_PKCS1_PADDING }, input);
}

/** The private operation on a block of a forger's choice. */
function raised(block: Uint8Array): Uint8Array {
  return privateEncrypt({ key: pair.privateKey, padding: constants.RSA_NO_PADDING }, block);
}

test('the DigestInfo is the one of the standard, 51 octets', () => {
  const hex = Buffer.from(digestInfoOf(digest)).toString('hex');
  assert.equal(hex, `3031300d060960864801650304020105000420${digest.toString('hex')}`);
  for (const wrong of [new Uint8Array(31), new Uint8Array(51)]) {
    assert.throws(() => digestInfoOf(wrong), TypeError);
  }
});

test('a signature over the DigestInfo is what a library makes, and one over the bare digest is told apart', () => {
  assert.equal(digestFormOf(key, digest, sign('sha256', message, pair.privateKey)), 'digest-info');
  assert.equal(digestFormOf(key, digest, card(digestInfoOf(digest))), 'digest-info');
  assert.equal(digestFormOf(key, digest, card(digest)), 'bare-hash');
});

test('another key, digest, length or family is no signature', () => {
  const good = card(digest);
  const otherDigest = createHash('sha256').update('another').digest();
  assert.equal(digestFormOf({ ...key, keyObject: other.publicKey }, digest, good), undefined);
  assert.equal(digestFormOf(key, otherDigest, good), undefined);
  assert.equal(digestFormOf(key, digest, good.subarray(1)), undefined);
  assert.equal(digestFormOf(key, digest, Buffer.concat([Buffer.from([0]), good])), undefined);
  assert.equal(digestFormOf({ ...key, family: 'ec' }, digest, good), undefined);
  assert.equal(digestFormOf(key, digest, new Uint8Array(256).fill(0xff)), undefined);
});

test('a block that is padded in any other way passes in neither form', () => {
  const blocks: { readonly [name: string]: (content: Uint8Array) => Uint8Array } = {
    'garbage behind the content': (content) => {
      const block = new Uint8Array(256).fill(0x11);
      block.set([0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0]);
      block.set(content, 11);
      return block;
    },
    'another filling': (content) => {
      const block = new Uint8Array(256).fill(0xfe);
      block.set([0, 1]);
      block.set([0, ...content], 255 - content.length);
      return block;
    },
    'the padding of encryption': (content) => {
      const block = new Uint8Array(256).fill(0xff);
      block.set([0, 2]);
      block.set([0, ...content], 255 - content.length);
      return block;
    },
  };
  for (const [name, make] of Object.entries(blocks)) {
    for (const content of [digest, digestInfoOf(digest)]) {
      assert.equal(digestFormOf(key, digest, raised(make(content))), undefined, name);
    }
  }
  const without = Buffer.from(`302f300b0609608648016503040201${'0420'}${digest.toString('hex')}`, 'hex');
  assert.equal(digestFormOf(key, digest, card(without)), undefined, 'a DigestInfo without NULL');
});
