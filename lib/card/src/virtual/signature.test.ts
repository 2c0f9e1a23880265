import assert from 'node:assert/strict';
import { constants, createHash, type KeyObject, publicDecrypt, verify } from 'node:crypto';
import { test } from 'node:test';
import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import {
  KEYS,
  SELECT_COMMON,
  SELECT_JPKI,
  SELECT_SURFACE,
  SELECT_TEXT,
  testCard,
  VERIFY_AUTHENTICATION,
  VERIFY_SIGNATURE,
} from './testing/card.ts';
import { openssl } from './testing/openssl.ts';

const MESSAGE = toUtf8('signed by a card');
const HASH = createHash('sha256').update(MESSAGE).digest();
const DIGEST_INFO = `3031300d060960864801650304020105000420${HASH.toString('hex')}`;
const byte = (value: number) => value.toString(16).padStart(2, '0');

function sign(send: (hex: string) => string, p1: string, p2: string, data: string): Uint8Array {
  const answer = send(`802a${p1}${p2}${byte(data.length / 2)}${data}00`);
  assert.equal(answer.slice(-4), '9000', `P1 = ${p1}`);
  const signature = fromHex(answer.slice(0, -4));
  assert.equal(signature.length, 256);
  return signature;
}

/** A card with both PINs of the JPKI application shown. */
function unlocked(): (hex: string) => string {
  const { send } = testCard();
  for (const command of [SELECT_JPKI, VERIFY_AUTHENTICATION, VERIFY_SIGNATURE]) send(command);
  return send;
}

/** What stood behind the padding of type 1. */
function padded(key: KeyObject, signature: Uint8Array): string {
  return publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature).toString('hex');
}

const pss = (key: KeyObject) => ({ key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });

test('P1 = 00 pads what it is given, 01 the hash alone, 02 and 03 the DigestInfo of a hash and of a message', () => {
  const send = unlocked();
  const { publicKey } = KEYS.authentication;
  assert.equal(padded(publicKey, sign(send, '00', '97', '00ff00')), '00ff00');
  assert.equal(padded(publicKey, sign(send, '01', '97', toHex(MESSAGE))), HASH.toString('hex'));
  for (const [p1, data] of [
    ['00', DIGEST_INFO],
    ['02', HASH.toString('hex')],
    ['03', toHex(MESSAGE)],
  ] as const) {
    const signature = sign(send, p1, '97', data);
    assert.equal(padded(publicKey, signature), DIGEST_INFO, p1);
    assert.equal(verify('sha256', MESSAGE, publicKey, signature), true, p1);
  }
});

test('P1 = 04 and 05 make PSS signatures of a hash and of a message, with a new salt each time', () => {
  const send = unlocked();
  const { publicKey } = KEYS.signature;
  for (const [p1, data] of [
    ['04', HASH.toString('hex')],
    ['05', toHex(MESSAGE)],
  ] as const) {
    const first = sign(send, p1, '9a', data);
    const second = sign(send, p1, '9a', data);
    for (const signature of [first, second])
      assert.equal(verify('sha256', MESSAGE, pss(publicKey), signature), true, p1);
    assert.notDeepEqual(first, second);
    assert.equal(verify('sha256', toUtf8('another'), pss(publicKey), first), false);
    assert.equal(verify('sha256', MESSAGE, pss(KEYS.authentication.publicKey), first), false);
  }
});

test('OpenSSL accepts what P1 = 03 and 05 make', (t) => {
  const send = unlocked();
  const key = KEYS.signature.publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const said = openssl(t, { key, message: MESSAGE, signature: sign(send, '03', '9a', toHex(MESSAGE)) }, []);
  if (said === undefined) return;
  assert.equal(said, 'Verified OK');
  const options = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'];
  const signature = sign(send, '05', '9a', toHex(MESSAGE));
  assert.equal(openssl(t, { key, message: MESSAGE, signature }, options), 'Verified OK');
});

test('a scheme of a hash takes 32 bytes, one of a message up to 255; others are unknown', () => {
  const send = unlocked();
  const status = (p1: string, length: number) =>
    send(`802a${p1}97 00${length.toString(16).padStart(4, '0')} ${'aa'.repeat(length)} 0100`).slice(-4);
  for (const p1 of ['02', '04'])
    for (const [length, expected] of [
      [31, '6985'],
      [32, '9000'],
      [33, '6985'],
    ] as const)
      assert.equal(status(p1, length), expected, `${p1}, ${length}`);
  for (const p1 of ['01', '03', '05']) {
    assert.equal(status(p1, 1), '9000');
    assert.equal(status(p1, 255), '9000');
    assert.equal(status(p1, 256), '6700');
  }
  assert.equal(status('00', 246), '6700');
  assert.equal(status('06', 32), '6a86');
});

test('text and surface application sign with their own keys, without any PIN, in every scheme', () => {
  const { send } = testCard();
  for (const [select, name] of [
    [SELECT_TEXT, 'text'],
    [SELECT_SURFACE, 'surface'],
  ] as const) {
    send(select);
    assert.equal(verify('sha256', MESSAGE, KEYS[name].publicKey, sign(send, '00', '00', DIGEST_INFO)), true);
    const signature = sign(send, '05', '00', toHex(MESSAGE));
    assert.equal(verify('sha256', MESSAGE, pss(KEYS[name].publicKey), signature), true);
  }
  send(SELECT_TEXT);
  assert.equal(verify('sha256', MESSAGE, KEYS.text.publicKey, sign(send, '03', '93', toHex(MESSAGE))), true);
  for (const select of [SELECT_JPKI, SELECT_COMMON]) {
    send(select);
    assert.equal(send('802a0000 01 aa 00'), '6a86', 'no key of its own');
  }
});

test('the common application answers a challenge with an RSA-SHA256 signature, without any PIN', () => {
  const { send } = testCard();
  send(SELECT_COMMON);
  const challenge = 'c0'.repeat(255);
  const answer = send(`00880099 ff ${challenge} 00`);
  assert.equal(
    verify('sha256', fromHex(challenge), KEYS.common.publicKey, fromHex(answer.slice(0, -4))),
    true,
  );
  assert.equal(send('00880099 00'), '6700', 'no challenge');
  assert.equal(send('00880099 01 aa'), '6700', 'no Le');
  assert.equal(send(`00880099 000100 ${'aa'.repeat(256)} 0100`), '6700', 'too long');
  assert.equal(send('00880199 01 aa 00'), '6a86');
  assert.equal(send('00880019 01 aa 00'), '6a86');
  assert.equal(send('0088009c 01 aa 00'), '6981', 'a PIN');
  assert.equal(send('00880098 01 aa 00'), '6a88', 'no such file');
  assert.equal(send('802a0099 01 aa 00'), '6985', 'it does not sign otherwise');
});

test('no other key answers INTERNAL AUTHENTICATE: 6982 before its PIN, then 6985', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  assert.equal(send('00880097 01 aa 00'), '6982');
  send(VERIFY_AUTHENTICATION);
  assert.equal(send('00880097 01 aa 00'), '6985');
  send(SELECT_TEXT);
  assert.equal(send('00880093 01 aa 00'), '6985');
});
