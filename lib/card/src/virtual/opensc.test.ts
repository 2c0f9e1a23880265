import assert from 'node:assert/strict';
import { createHash, verify } from 'node:crypto';
import { test } from 'node:test';
import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import { CONTENTS, KEYS, testCard } from './testing/card.ts';

/**
 * What OpenSC 0.23 sends, command by command, and the answers without which it gives up: a trace of its tools, told
 * here as octets, because nothing of this project's reader may take part.
 */
const RECOGNISE = '00a4040c 0a d392f000260100000001';
const { jpki } = CONTENTS;

type Send = (hex: string) => string;

/** SELECT, the first four octets, and the file in steps of 256; the last step asks for exactly what remains. */
function dump(send: Send, file: string): string {
  assert.equal(send(`00a4020c 02 ${file}`), '9000');
  const header = send('00b0000004');
  if (header.slice(-4) !== '9000') return header;
  assert.match(header, /^3082[0-9a-f]{4}9000$/);
  const length = Number.parseInt(header.slice(4, 8), 16) + 4;
  let content = '';
  for (let offset = 0; offset < length; offset += 256) {
    const remaining = length - offset;
    const le = remaining >= 256 ? '00' : remaining.toString(16).padStart(2, '0');
    const answer = send(`00b0${offset.toString(16).padStart(4, '0')}${le}`);
    assert.equal(answer.length, Math.min(256, remaining) * 2 + 4, `${file} at ${offset}`);
    assert.equal(answer.slice(-4), '9000', `${file} at ${offset}`);
    content += answer.slice(0, -4);
  }
  return content;
}

test('recognition and dump by OpenSC find both PINs with all tries and every certificate that is free', () => {
  const { send } = testCard();
  assert.equal(send(RECOGNISE), '9000');
  assert.equal(send('00a4020c 02 0018'), '9000');
  assert.equal(send('00200080'), '63c3');
  assert.equal(send('00a4020c 02 001b'), '9000');
  assert.equal(send('00200080'), '63c5');
  assert.equal(dump(send, '000a'), toHex(jpki.authenticationCertificate));
  assert.equal(dump(send, '0001'), '6982', 'the certificate with the four items is behind its password');
  assert.equal(dump(send, '000b'), toHex(jpki.authenticationCaCertificate));
  assert.equal(dump(send, '0002'), toHex(jpki.signatureCaCertificate));
});

test('before it recognises the card, probes of other drivers are refused without harm', () => {
  const { send } = testCard();
  assert.equal(send('00a4040c 07 a0000002471001'), '6a82');
  assert.equal(send('00a40400 09 a00000030800001000 00'), '6a82');
  assert.equal(send('00ca9f7f00'), '6a88');
  assert.equal(send('80ca9f7f00'), '6d00');
  assert.equal(send(RECOGNISE), '9000');
});

test('OpenSC signs with key 01: select the PIN, verify, select the key, sign a DigestInfo', () => {
  const { send } = testCard();
  const message = toUtf8('signed through OpenSC');
  const digestInfo = `3031300d060960864801650304020105000420${createHash('sha256').update(message).digest('hex')}`;
  assert.equal(send(RECOGNISE), '9000');
  assert.equal(send('00a4020c 02 0018'), '9000');
  assert.equal(send('0020008004 31323334'), '9000');
  assert.equal(send('00200080'), '63c3', 'verified or not, the query is answered with the tries');
  assert.equal(send('00a4020c 02 0017'), '9000');
  const answer = send(`802a008033 ${digestInfo} 00`);
  assert.equal(answer.slice(-4), '9000');
  const signature = fromHex(answer.slice(0, -4));
  assert.equal(signature.length, 256);
  assert.equal(verify('sha256', message, KEYS.authentication.publicKey, signature), true);
});

test('certificate 02 opens with its password, and another selection of the application closes it', () => {
  const { send } = testCard();
  send(RECOGNISE);
  assert.equal(send('00a4020c 02 001b'), '9000');
  assert.equal(send('0020008006 414243313233'), '9000');
  assert.equal(dump(send, '0001'), toHex(jpki.signatureCertificate));
  assert.equal(send(RECOGNISE), '9000');
  assert.equal(dump(send, '0001'), '6982');
});

test('a wrong PIN leaves two tries; a blocked one answers 6984, and 63C0 to the query that binding needs', () => {
  const { send } = testCard();
  send(RECOGNISE);
  send('00a4020c 02 0018');
  for (const left of ['63c2', '63c1', '63c0']) assert.equal(send('0020008004 30303030'), left);
  assert.equal(send('0020008004 31323334'), '6984');
  assert.equal(send('00200080'), '63c0');
});
