import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import { memoryInRam } from './memory.ts';
import {
  CONTENTS,
  SELECT_JPKI,
  SELECT_TEXT,
  testCard,
  VERIFY_SIGNATURE,
  VERIFY_TEXT,
} from './testing/card.ts';

const hexOf = (bytes: Uint8Array, start = 0, end = bytes.length): string => toHex(bytes.subarray(start, end));

test('every application is selected by its whole AID, any other is not found', () => {
  const { send } = testCard();
  assert.equal(send(SELECT_JPKI), '9000');
  assert.equal(send(SELECT_TEXT), '9000');
  for (const last of ['0402', '0401', '0100'])
    assert.equal(send(`00a4040c0ad392100031000101${last}`), '9000', last);
  assert.equal(send('00a4040c0ad3921000310001010403'), '6a82', 'no such application');
  assert.equal(send('00a4040c09d392f0002601000000'), '6a82', 'a prefix');
  assert.equal(send('00a4040c04d392f000'), '6700', 'shorter than any AID');
});

test('SELECT with P2 = 00 and Le answers control information, and nothing without Le', () => {
  const { send } = testCard();
  assert.equal(send('00a404000ad392f00026010000000100'), '6f0c840ad392f0002601000000019000');
  assert.equal(send('00a404000ad392f00026010000000104'), '6f0c840a9000', 'cut to Le');
  assert.equal(send('00a404000ad392f000260100000001'), '9000');
  assert.equal(send('00a4020002000a00'), '6f088302000a8002063690 00'.replaceAll(' ', ''));
  assert.equal(send('00a4020002000100'), '6f04830200019000', 'the size of a file that needs a PIN');
  send(VERIFY_SIGNATURE);
  assert.equal(send('00a4020002000100'), '6f0883020001800207089000');
});

test('a selection that fails leaves the current application and file as they were', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  assert.equal(send('00a4020c020006'), '9000');
  assert.equal(send('00a4020c020007'), '6a82', 'unknown file');
  assert.equal(send('00a4040c05d392f00099'), '6a82', 'unknown application');
  assert.equal(send('00b0000004'), `${hexOf(CONTENTS.jpki.tokenInformation, 0, 4)}9000`);
});

test('wrong parameters and lengths of SELECT are told apart', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  for (const wrong of [
    '00a4030c023f00',
    '00a4010c020006',
    '00a4020402 0006',
    '00a4040d0ad392f000260100000001',
  ]) {
    assert.equal(send(wrong), '6a86', wrong);
  }
  assert.equal(send('00a4020c0106'), '6700');
  assert.equal(send('00a4020c03000600'), '6700');
});

test('files of one application are out of reach from the other and from the power-on state', () => {
  const { send, card } = testCard();
  assert.equal(send('00a4020c02000a'), '6a82');
  assert.equal(send('00b08a0004'), '6a82');
  send(SELECT_TEXT);
  assert.equal(send('00a4020c02000a'), '6a82');
  send(SELECT_JPKI);
  assert.equal(send('00a4020c02000a'), '9000');
  card.reset();
  assert.equal(send('00b0000004'), '6986');
  send(SELECT_JPKI);
  assert.equal(send('00a4040c07a0000001510000'), '9000', 'security domain');
  assert.equal(send('00a4020c02000a'), '6a82', 'back in the power-on state');
});

test('a certificate is read in short steps with 15-bit offsets, the last one with the exact rest', () => {
  const { send } = testCard();
  const file = CONTENTS.jpki.authenticationCertificate;
  send(SELECT_JPKI);
  send('00a4020c02000a');
  assert.equal(send('00b0000004'), '308206329000');
  assert.equal(send('00b0000000'), `${hexOf(file, 0, 256)}9000`);
  assert.equal(send('00b0010000'), `${hexOf(file, 256, 512)}9000`);
  assert.equal(send('00b0060036'), `${hexOf(file, 1536, 1590)}9000`);
  assert.equal(send('00b0060000'), `${hexOf(file, 1536)}9000`, 'Le beyond the end gives what is left');
  assert.equal(send('00b0063501'), 'a39000');
  assert.equal(send('00b0063601'), '6b00', 'at the end');
  assert.equal(send('00b07fff01'), '6b00');
});

test('an extended Le of zero reads a whole file in one answer', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  send('00a4020c02000b');
  assert.equal(send('00b00000000000'), `${hexOf(CONTENTS.jpki.authenticationCaCertificate)}9000`);
  assert.equal(send('00b00000000200'), `${hexOf(CONTENTS.jpki.authenticationCaCertificate, 0, 512)}9000`);
});

test('a short file identifier in P1 reads without SELECT and makes the file current', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  assert.equal(send('00b0860804'), `${hexOf(CONTENTS.jpki.tokenInformation, 8, 12)}9000`);
  assert.equal(send('00b0000003'), `${hexOf(CONTENTS.jpki.tokenInformation, 0, 3)}9000`);
  assert.equal(send('00b0880000'), '8f8f009000');
  assert.equal(send('00b0870000'), '6a82', 'no such file');
  assert.equal(send('00b0800000'), '6a86', 'no identifier');
  assert.equal(send('00b0c60000'), '6a86', 'bits that must be zero');
});

test('READ BINARY refuses data, a missing Le, no current file, and files that hold no bytes to read', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  assert.equal(send('00b0000000'), '6986');
  assert.equal(send('00b08600'), '6700');
  assert.equal(send('00b0860001aa00'), '6700');
  for (const file of ['97', '98', '9a', '9b']) assert.equal(send(`00b0${file}0000`), '6981', file);
});

test('what stands behind a PIN is not read without that PIN', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  assert.equal(send('00b0810004'), '6982', 'signature certificate');
  send('00200098 04 31323334');
  assert.equal(send('00b0810004'), '6982', 'another PIN does not open it');
  assert.equal(send(VERIFY_SIGNATURE), '9000');
  assert.equal(send('00b0810004'), '308207049000');
  send(SELECT_TEXT);
  for (const file of ['81', '82', '83']) assert.equal(send(`00b0${file}0004`), '6982', file);
  for (const file of ['84', '85']) assert.equal(send(`00b0${file}0001`).slice(-4), '9000', file);
  assert.equal(send(VERIFY_TEXT), '9000');
  for (const file of ['81', '82', '83']) assert.equal(send(`00b0${file}0001`).slice(-4), '9000', file);
  assert.equal(send('00b0820000'), `${hexOf(CONTENTS.text.fourItems, 0, 256)}9000`);
});

test('selecting an application or a reset drops every verified PIN; selecting a file does not', () => {
  const { send, card } = testCard();
  send(SELECT_JPKI);
  send(VERIFY_SIGNATURE);
  send('00a4020c020006');
  assert.equal(send('00b0810001'), '309000');
  send(SELECT_JPKI);
  assert.equal(send('00b0810001'), '6982');
  send(VERIFY_SIGNATURE);
  card.reset();
  send(SELECT_JPKI);
  assert.equal(send('00b0810001'), '6982');
});

test('an application is entered without a current file', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  send('00a4020c020006');
  assert.equal(send('00b0000001').slice(-4), '9000');
  send(SELECT_JPKI);
  assert.equal(send('00b0000001'), '6986');
});

test('what personalisation left out is not there', () => {
  const { signatureCertificate: _, ...jpki } = CONTENTS.jpki;
  const { send } = testCard(memoryInRam({ authentication: '1234', text: '5678' }), { ...CONTENTS, jpki });
  send(SELECT_JPKI);
  for (const file of ['0001', '001a', '001b']) assert.equal(send(`00a4020c02${file}`), '6a82', file);
  assert.equal(send('0020009b'), '6a88');
  assert.equal(send('00b0880000'), '008f009000');
  assert.equal(send('00a4020c02000a'), '9000');
});
