import assert from 'node:assert/strict';
import { constants, createHash, generateKeyPairSync, privateEncrypt, sign } from 'node:crypto';
import { test } from 'node:test';
import { digestFormOf, digestInfoOf, signedOctets } from './digest-signature.ts';
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

/** Neither of the two lengths that a digest has. */
const OCTETS = Buffer.concat([Buffer.from('kazasu/signature/1'), digest]);

test('octets that the card padded as they are, of any length that fits, are known; nothing else that the key signed passes for them', () => {
  for (const length of [1, 32, 50, 51, 245]) {
    const content = new Uint8Array(length).fill(7);
    assert.equal(signedOctets(key, content, card(content)), true, String(length));
    assert.equal(signedOctets(key, content.subarray(1), card(content)), false);
  }
  const good = card(OCTETS);
  assert.equal(signedOctets(key, OCTETS, good), true);
  assert.equal(digestFormOf(key, digest, good), undefined, 'no signature over a document');
  for (const value of [card(digest), card(digestInfoOf(digest)), sign('sha256', OCTETS, pair.privateKey)]) {
    assert.equal(signedOctets(key, OCTETS, value), false);
  }
  const changed = Uint8Array.from(OCTETS, (octet, at) => (at === 0 ? octet ^ 1 : octet));
  assert.equal(signedOctets(key, changed, good), false);
  assert.equal(signedOctets({ ...key, keyObject: other.publicKey }, OCTETS, good), false);
  assert.equal(signedOctets({ ...key, family: 'ec' }, OCTETS, good), false);
  assert.equal(signedOctets({ ...key, family: 'rsa-pss' }, OCTETS, good), false);
  assert.equal(signedOctets(key, OCTETS, good.subarray(1)), false);
  assert.equal(signedOctets(key, OCTETS, new Uint8Array(256).fill(0xff)), false);
});

test('what leaves no room for eight octets of filling was signed by nobody', () => {
  for (const length of [246, 253, 254, 256, 1_000]) {
    const content = new Uint8Array(length).fill(7);
    const filled = Buffer.alloc(Math.max(0, 253 - length), 0xff);
    const block = Buffer.concat([Uint8Array.of(0, 1), filled, Uint8Array.of(0), content]).subarray(0, 256);
    assert.equal(signedOctets(key, content, raised(block)), false, String(length));
  }
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
      assert.equal(signedOctets(key, content, raised(make(content))), false, name);
    }
  }
  const without = Buffer.from(`302f300b0609608648016503040201${'0420'}${digest.toString('hex')}`, 'hex');
  assert.equal(digestFormOf(key, digest, card(without)), undefined, 'a DigestInfo without NULL');
});
