import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import { type Challenge, challengeMessage, chipMessage } from './index.ts';

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

test('a certificate in the place of its hash is a mistake that is noticed', () => {
  assert.throws(() => chipMessage(CHALLENGE, new Uint8Array(1_590)), RangeError);
  assert.throws(() => chipMessage(CHALLENGE, HASH.subarray(1)), RangeError);
});

test('a change of any field changes both messages, and moving a letter into the next field too', () => {
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
  const messages = all.flatMap((one) => [toHex(challengeMessage(one)), toHex(chipMessage(one, HASH))]);
  assert.equal(new Set(messages).size, 2 * all.length);
  const otherHash = createHash('sha256').update('another certificate').digest();
  assert.notEqual(toHex(chipMessage(CHALLENGE, HASH)), toHex(chipMessage(CHALLENGE, otherHash)));
});
