import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import { type Challenge, challengeMessage, chipMessage, possessionOctets, signingMessage } from './index.ts';

const CHALLENGE: Challenge = {
  issuer: 'i',
  clientId: 'RP',
  origin: 'o',
  transaction: 'かざす',
  nonce: '',
  expiresAt: 10,
};
/** Each field behind its length, written out by hand: i, RP, o, かざす in UTF-8, an empty one, 10. */
const FIELDS =
  '0000000169 000000025250 000000016f 00000009e3818be38196e38199 00000000 000000023130'.replaceAll(' ', '');
const HASH = createHash('sha256').update('a certificate').digest();

test('the card signs context and fields, each behind its length', () => {
  const context = Buffer.from('kazasu/authentication/v1').toString('hex');
  assert.equal(toHex(challengeMessage(CHALLENGE)), `00000018${context}${FIELDS}`);
});

test('the chip signs the same fields in a context of its own, and the hash of the certificate', () => {
  const context = Buffer.from('kazasu/chip/v1').toString('hex');
  assert.equal(
    toHex(chipMessage(CHALLENGE, HASH)),
    `0000000e${context}${FIELDS}00000020${HASH.toString('hex')}`,
  );
});

test('the signature key signs the same fields in a third context, then how many inputs there are and each of them', () => {
  const context = Buffer.from('kazasu/signature/v1').toString('hex');
  const inputs = [Uint8Array.of(1, 2, 3), Uint8Array.of(4)];
  assert.equal(
    toHex(signingMessage(CHALLENGE, inputs)),
    `00000013${context}${FIELDS}000000013200000003010203 0000000104`.replaceAll(' ', ''),
  );
  assert.equal(
    toHex(signingMessage(CHALLENGE, [])),
    `00000013${context}${FIELDS}0000000130`,
    'also of none, which nobody is asked to sign',
  );
});

test('the signature key gets context and hash in octets that are no digest and no DigestInfo', () => {
  const context = Buffer.from('kazasu/signature/1').toString('hex');
  assert.equal(toHex(possessionOctets(HASH)), `${context}${HASH.toString('hex')}`);
  assert.equal(possessionOctets(HASH).length, 50);
  for (const wrong of [new Uint8Array(), HASH.subarray(1), new Uint8Array(33), new Uint8Array(51)]) {
    assert.throws(() => possessionOctets(wrong), RangeError);
  }
});

test('no other inputs, order or cut between them gives the same signing message', () => {
  const [one, two] = [Uint8Array.of(1, 1), Uint8Array.of(2, 2)];
  const lists = [
    [one, two],
    [two, one],
    [one],
    [two],
    [one, one, two],
    [Uint8Array.of(1), Uint8Array.of(1, 2, 2)],
    [Uint8Array.of(1, 1, 2, 2)],
    [one, two, new Uint8Array()],
  ];
  const messages = lists.map((inputs) => toHex(signingMessage(CHALLENGE, inputs)));
  assert.equal(new Set(messages).size, lists.length);
});

test('a certificate in the place of its hash is a mistake that is noticed', () => {
  assert.throws(() => chipMessage(CHALLENGE, new Uint8Array(1_590)), RangeError);
  assert.throws(() => chipMessage(CHALLENGE, HASH.subarray(1)), RangeError);
});

test('a change of any field changes every message, and moving a letter into the next field too', () => {
  const others: Challenge[] = [
    { ...CHALLENGE, issuer: 'j' },
    { ...CHALLENGE, clientId: 'RQ' },
    { ...CHALLENGE, origin: 'p' },
    { ...CHALLENGE, transaction: 'かざ' },
    { ...CHALLENGE, nonce: 'n' },
    { ...CHALLENGE, expiresAt: 11 },
    { ...CHALLENGE, issuer: 'iR', clientId: 'P' },
  ];
  const all = [CHALLENGE, ...others];
  const messages = all.flatMap((one) => [
    toHex(challengeMessage(one)),
    toHex(chipMessage(one, HASH)),
    toHex(signingMessage(one, [HASH])),
  ]);
  assert.equal(new Set(messages).size, 3 * all.length);
  const otherHash = createHash('sha256').update('another certificate').digest();
  assert.notEqual(toHex(chipMessage(CHALLENGE, HASH)), toHex(chipMessage(CHALLENGE, otherHash)));
});
