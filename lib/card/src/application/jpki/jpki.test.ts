import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, privateEncrypt, verify } from 'node:crypto';
import { test } from 'node:test';
import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import {
  encodeAvailability,
  encodeTokenInformation,
  parseAvailability,
  parseTokenInformation,
  sha256DigestInfo,
  TOKEN_LABEL,
} from './index.ts';

const CARD = {
  label: TOKEN_LABEL.myNumberCard,
  manufacturer: 'TEST',
  model: 'E16R01NJ',
  serialNumber: '0000000020500003',
};

test('token information is laid out as CK_TOKEN_INFO with big-endian numbers', () => {
  const expected = [
    toHex(toUtf8('JPKIAPICCTOKEN2                 ')),
    toHex(toUtf8('TEST                            ')),
    toHex(toUtf8('E16R01NJ        ')),
    toHex(toUtf8('0000000020500003')),
    '0000040d',
    '00'.repeat(16),
    '00000010',
    '00000006',
    'ff'.repeat(16),
    '30333031',
    '39'.repeat(16),
  ].join('');
  assert.equal(expected.length, 320);
  assert.equal(toHex(encodeTokenInformation(CARD)), expected);
  assert.deepEqual(parseTokenInformation(fromHex(expected)), CARD);
});

test('token information refuses text that does not fit, and files that are not text', () => {
  for (const wrong of [
    { ...CARD, label: 'x'.repeat(33) },
    { ...CARD, model: 'x'.repeat(17) },
    { ...CARD, manufacturer: '機構' },
  ]) {
    assert.throws(() => encodeTokenInformation(wrong), { code: 'card/file' });
  }
  assert.throws(() => parseTokenInformation(new Uint8Array(160)), { code: 'card/file' });
  assert.throws(() => parseTokenInformation(new Uint8Array(159).fill(0x20)), { code: 'card/file' });
});

test('availability says which certificates are there', () => {
  assert.equal(toHex(encodeAvailability({ signature: true, authentication: true })), '8f8f00');
  assert.equal(toHex(encodeAvailability({ signature: false, authentication: true })), '008f00');
  assert.deepEqual(parseAvailability(fromHex('008f00')), { signature: false, authentication: true });
  assert.throws(() => parseAvailability(fromHex('8f8f')), { code: 'card/file' });
});

test('a padded DigestInfo under the private key is what node:crypto accepts as an RSA-SHA256 signature', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const message = toUtf8('かざす');
  const digestInfo = sha256DigestInfo(createHash('sha256').update(message).digest());
  assert.equal(digestInfo.length, 51);
  assert.equal(toHex(digestInfo.subarray(0, 19)), '3031300d060960864801650304020105000420');
  const signature = privateEncrypt(privateKey, digestInfo);
  assert.equal(verify('sha256', message, publicKey, signature), true);
  assert.throws(() => sha256DigestInfo(new Uint8Array(31)), { code: 'card/command' });
});
