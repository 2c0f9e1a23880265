import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import { encodeTokenInformation, TOKEN_LABEL } from '../application/index.ts';
import { memoryInRam } from './memory.ts';
import {
  CONTENTS,
  PINS,
  SELECT_COMMON,
  SELECT_DOMAIN,
  SELECT_JPKI,
  SELECT_JUKI,
  SELECT_TEXT,
  testCard,
  VERIFY_AUTHENTICATION,
} from './testing/card.ts';

const CARD_INFORMATION = toHex(CONTENTS.common.cardInformation);

test('a record is read by its number, of the current file or of one that is named, and cut to Le', () => {
  const { send } = testCard();
  send(SELECT_COMMON);
  assert.equal(send('00b2010400'), '6986');
  assert.equal(send('00b2010c00'), `${CARD_INFORMATION}9000`);
  assert.equal(send('00b2010400'), `${CARD_INFORMATION}9000`, 'the file that was named is current now');
  assert.equal(send('00b2010402'), '011c9000');
  assert.equal(send('00a4020c020002'), '9000');
  assert.equal(send('00b2010400'), `${'d2'.repeat(16)}9000`);
  send(SELECT_JUKI);
  assert.equal(send('00b2011400'), `${'e2'.repeat(16)}9000`);
});

test('READ RECORD tells apart records, files, modes and lengths that are not there', () => {
  const { send } = testCard();
  send(SELECT_COMMON);
  for (const record of ['00', '02', 'ff']) assert.equal(send(`00b2${record}0c00`), '6a83', record);
  assert.equal(send('00b2011c00'), '6a82');
  assert.equal(send('00b201e400'), '6981', 'a PIN');
  for (const p2 of ['08', '0d', 'fc']) assert.equal(send(`00b201${p2}00`), '6a86', p2);
  assert.equal(send('00b2010c'), '6700');
  assert.equal(send('00b2010c01aa00'), '6700');
  assert.equal(send('00b0810000'), '6981', 'records are not read as bytes');
});

test('GET DATA answers in the power-on state, whole objects only; within an application but for the ATR no more', () => {
  const { send, card } = testCard();
  assert.equal(send('00ca00f000'), '31333232319000');
  assert.equal(send('00ca00f005'), '31333232319000');
  assert.equal(send('00ca00f004'), '6700', 'no part of an object');
  assert.equal(send('00ca00f800'), '6700', 'longer than a short Le');
  assert.equal(send('00ca00f8000000').length, 563 * 2 + 4);
  assert.equal(send('00ca00f000'.slice(0, 8)), '6700', 'no Le');
  assert.equal(send('00ca00f200'), '6a88', 'an object that this card lacks');
  const atr = 'e000ff8131fe45149000';
  assert.equal(send('00ca5f5100'), atr);
  for (const select of [SELECT_JPKI, SELECT_TEXT, SELECT_COMMON]) {
    send(select);
    assert.equal(send('00ca00f000'), '6a88');
    assert.equal(send('00ca5f5100'), atr);
  }
  send(SELECT_DOMAIN);
  assert.equal(send('00ca00f000'), '31333232319000');
  send(SELECT_JPKI);
  card.reset();
  assert.equal(send('00ca00f000'), '31333232319000');
});

test('SELECT of the master file refuses in the power-on state, and in an application agrees and does nothing', () => {
  const { send } = testCard();
  assert.equal(send('00a40000'), '6a86');
  assert.equal(send('00a4000c023f00'), '6a82');
  assert.equal(send('00a4020c023f00'), '6a82');
  send(SELECT_JPKI);
  send(VERIFY_AUTHENTICATION);
  send('00a4020c020006');
  assert.equal(send('00a40000'), '9000');
  assert.equal(send('00a4000c023f00'), '6a82');
  assert.equal(send('00b0000004').slice(-4), '9000', 'the file is still current');
  assert.equal(send('802a0097 01 aa 00').slice(-4), '9000', 'the PIN still counts');
});

test('the security domain is selected with control information, and takes what was shown away', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  send(VERIFY_AUTHENTICATION);
  assert.equal(send('00a4040007a000000151000000'), '6f098407a00000015100009000');
  send(SELECT_JPKI);
  assert.equal(send('802a0097 01 aa 00'), '6982');
});

test('GET CHALLENGE gives 1 to 256 bytes, never the same, in every state; the extended form is 6985', () => {
  const { send } = testCard();
  for (const select of [SELECT_DOMAIN, SELECT_JPKI, SELECT_COMMON]) {
    send(select);
    const [first, second] = [send('0084000010'), send('0084000010')];
    assert.equal(first.length, 36);
    assert.notEqual(first, second);
    assert.equal(send('0084000000').length, 516);
    assert.equal(send('0084000001').length, 6);
  }
  assert.equal(send('00840000000010'), '6985');
  assert.equal(send('0084010010'), '6a86');
  assert.equal(send('0084000110'), '6a86');
  assert.equal(send('00840000'), '6700');
  assert.equal(send('00840000 01 aa 10'), '6700');
});

test('PINs of the common and the resident registry’s application are changed by CHANGE KEY, others never by it', () => {
  const { send } = testCard();
  for (const [select, pin] of [
    [SELECT_COMMON, '38373635'],
    [SELECT_JUKI, '34333231'],
  ] as const) {
    send(select);
    send('00a4020c02001c');
    assert.equal(send('80320080 04 39393939'), '6982');
    assert.equal(send('00200080 04 30303030'), '63c2');
    assert.equal(send(`00200080 04 ${pin}`), '9000');
    assert.equal(send('00240180 04 39393939'), '6985', 'not by CHANGE REFERENCE DATA');
    assert.equal(send('80320180 04 39393939'), '6a86');
    assert.equal(send('80320080 03 393939'), '6700');
    assert.equal(send('80320080 04 3939393a'), '6a80');
    assert.equal(send('80320080 04 39393939'), '9000');
    send(select);
    assert.equal(send(`0020009c 04 ${pin}`), '63c2');
    assert.equal(send('0020009c 04 39393939'), '9000');
  }
  send(SELECT_JPKI);
  send(VERIFY_AUTHENTICATION);
  assert.equal(send('80320098 04 39393939'), '6985');
});

test('what is printed on the card is changed by nothing', () => {
  const { send, memory } = testCard();
  send(SELECT_TEXT);
  assert.equal(send('00200094 0c 313233343536373839303138'), '9000');
  for (const change of ['002401', '803200'])
    assert.equal(send(`${change}94 0c 303030303030303030303030`), '6982', change);
  assert.equal(memory.read().textNumberA?.value, PINS.textNumberA);
});

/** The same card, but with the token label of a phone. */
function phone(label: string) {
  const tokenInformation = encodeTokenInformation({
    label,
    manufacturer: 'T',
    model: 'T',
    serialNumber: '1',
  });
  return testCard(memoryInRam(PINS), { ...CONTENTS, jpki: { ...CONTENTS.jpki, tokenInformation } });
}

test('an Android phone wants the PIN for the authentication certificate; an iPhone hears of the last command', () => {
  const android = phone(TOKEN_LABEL.android);
  android.send(SELECT_JPKI);
  assert.equal(android.send('00b08a0004'), '6982');
  assert.equal(android.send(VERIFY_AUTHENTICATION), '9000');
  assert.equal(android.send('00b08a0004').slice(-4), '9000');
  assert.equal(android.send('80fc0000'), '6700');
  const iphone = phone(TOKEN_LABEL.iphone);
  iphone.send(SELECT_JPKI);
  assert.equal(iphone.send('00b08a0004').slice(-4), '9000');
  assert.equal(iphone.send('80fc0000'), '9000');
  assert.equal(iphone.send('80fc000000'), '6700');
  assert.equal(iphone.send('80fc0100'), '6a86');
});
