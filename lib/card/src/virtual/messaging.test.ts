import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import {
  CONTENTS,
  PINS,
  SELECT_COMMON,
  SELECT_JPKI,
  SELECT_JUKI,
  SELECT_SURFACE,
  SELECT_TEXT,
  testCard,
  VERIFY_AUTHENTICATION,
  VERIFY_SIGNATURE,
  VERIFY_TEXT,
} from './testing/card.ts';
import { openChannel, SEED, setSessionKey, terminal } from './testing/messaging.ts';

const ascii = (text: string) => Buffer.from(text, 'ascii');

/** A card in whose text application a session has been opened, and the terminal's side of it. */
function opened(seed = SEED) {
  const { send, card, memory } = testCard();
  send(SELECT_TEXT);
  assert.equal(send(VERIFY_TEXT), '9000');
  assert.equal(send(openChannel(seed)), '9000');
  return { send, card, memory, side: terminal(seed) };
}

test('the first message of a known seed is, byte for byte, what OpenSSL makes of it', () => {
  // printf of 15 zeros and a one | openssl enc -aes-128-ecb -K 000102…0f -nopad -nosalt: the vector of message 1;
  // then the 12 digits, 80 and three zeros under -aes-128-cbc with that vector.
  const { send } = opened();
  assert.equal(terminal().hide('200094', ascii(PINS.textNumberA)), FIRST_MESSAGE);
  assert.equal(send(FIRST_MESSAGE), '9000');
});
const FIRST_MESSAGE = '0820009413861101ce94087ddb727ad1cfaea2218834b674';

test('a file read under messaging is the file, whole or in parts, and never in the clear', () => {
  const { send, side } = opened();
  const file = toHex(CONTENTS.text.fourItems);
  assert.equal(send(side.hide('a4020c', Buffer.from('0002', 'hex'))), '9000');
  const answer = send(side.read('0000', 0));
  assert.equal(side.show(answer), file);
  assert.equal(answer.includes(file.slice(0, 32)), false);
  assert.equal(answer.length / 2, 4 + 1 + (1024 + 16) + 2, 'tag, length, indicator, blocks, status');
  assert.equal(side.show(send(side.read('0010', 5))), file.slice(32, 42));
  assert.equal(side.show(send(side.read('0010', 16))), file.slice(32, 64), 'a whole block gets one more');
  assert.equal(side.show(send(side.read('03f8', 100))), file.slice(-16), 'what is left');
  assert.equal(side.show(send(side.read('8100', 0))), toHex(CONTENTS.text.myNumber), 'by short identifier');
});

test('a number shown under messaging opens its file and counts as in the clear', () => {
  const { send, side, memory } = opened();
  assert.equal(send(side.hide('200094', ascii('000000000000'))), '63c9');
  assert.equal(memory.read().textNumberA?.triesLeft, 9);
  assert.equal(send(side.hide('200094', ascii(PINS.textNumberA))), '9000');
  assert.equal(memory.read().textNumberA?.triesLeft, 10);
});

test('every message that is read moves the counter, also one whose command is refused; plain commands do not', () => {
  const { send, side } = opened();
  assert.equal(send(side.hide('200092', ascii('1234'))), '6984');
  assert.equal(send(side.hide('a4020c', Buffer.from('0099', 'hex'))), '6a82');
  assert.equal(send(side.read('7f00', 0)), '6986');
  assert.equal(send('00200091'), '63c3');
  assert.equal(send('00b0850004').slice(-4), '9000');
  assert.equal(side.counter, 4);
  assert.equal(send(side.hide('a4020c', Buffer.from('0001', 'hex'))), '9000');
  assert.equal(side.show(send(side.read('0000', 0))), toHex(CONTENTS.text.myNumber));
});

test('a message under the wrong count or key is 6988 and ends the session: everything is 69FC until a new one', () => {
  const late = terminal();
  late.counter = 2;
  // Fixed, because one key in 256 leaves bytes that end as if they were padded.
  for (const from of [late, terminal(Buffer.alloc(32, 0x5a))]) {
    const { send } = opened();
    assert.equal(send(from.hide('200094', ascii(PINS.textNumberA))), '6988');
    const right = terminal();
    for (const command of [right.hide('a4020c', Buffer.from('0001', 'hex')), right.read('8100', 0)])
      assert.equal(send(command), '69fc');
    assert.equal(send('00b0810011').slice(-4), '9000', 'in the clear the PIN still counts');
    assert.equal(send(openChannel()), '9000');
    const again = terminal();
    assert.equal(again.show(send(again.read('8100', 0))), toHex(CONTENTS.text.myNumber));
  }
});

test('a message holds exactly the one object that its command wants, else 6988', () => {
  const cases: Readonly<Record<string, (side: ReturnType<typeof terminal>) => string>> = {
    'the other object on VERIFY': () => '08200094 05 9603000010',
    'the other object on READ': (side) => side.hide('b08100', ascii('1234')),
    'two of the right one': (side) => {
      const object = side.hide('200094', ascii('1234')).slice(10);
      return `08200094 26 ${object}${object}`;
    },
    'something behind': (side) => `${side.hide('200094', ascii('1234')).replace(/^(.{8})13/, '$114')}ff`,
    'another padding indicator': (side) => side.hide('200094', ascii('1234')).replace('861101', '861102'),
    'no whole block': () => '08200094 06 860401aaaaaa',
    'no block at all': () => '08200094 03 860101',
    nothing: () => '08200094',
    'a length that is cut off': () => '08200094 03 861101',
    'an expected length of two bytes': () => '08b08100 04 96020010 00',
    'an expected length above 65535': () => '08b08100 05 9603010000 00',
  };
  for (const [name, make] of Object.entries(cases)) {
    const { send, side } = opened();
    assert.equal(send(make(side)), '6988', name);
    assert.equal(send(terminal().read('8100', 0)), '69fc', name);
  }
  const { send, side } = opened();
  const long = side.hide('200094', ascii(PINS.textNumberA)).replace('13861101', '1486811101');
  assert.equal(send(long), '9000', 'a length in the long form');
});

test('messaging is without integrity and for three commands only; what is refused for that does not count', () => {
  const { send, side } = opened();
  assert.equal(send('0cb08100 05 9603000000 00'), '6987');
  for (const command of ['0884000008', '08240191 04 35363738', '04b0810000', '882a0000 01 aa 00', '8cae0000'])
    assert.equal(send(command), '6882', command);
  assert.equal(side.show(send(side.read('8100', 0))), toHex(CONTENTS.text.myNumber));
});

test('an outer Le without room for the whole message is 6700, and the message has counted', () => {
  const { send, side } = opened();
  assert.equal(send(side.read('8200', 0).replace(/0000$/, '0100')), '6700');
  assert.equal(send(side.read('8200', 0).replace(/ 0000$/, '')), '6700');
  assert.equal(side.show(send(side.read('8100', 0))), toHex(CONTENTS.text.myNumber));
});

test('the session ends with a selection, also a hidden one, and with a reset', () => {
  const aid = Buffer.from('d3921000310001010408', 'hex');
  const ends: Readonly<Record<string, (world: ReturnType<typeof opened>) => void>> = {
    selection: ({ send }) => assert.equal(send(SELECT_TEXT), '9000'),
    'hidden selection': ({ send, side }) => assert.equal(send(side.hide('a4040c', aid)), '9000'),
    reset: ({ card, send }) => {
      card.reset();
      send(SELECT_TEXT);
    },
  };
  for (const [name, end] of Object.entries(ends)) {
    const world = opened();
    end(world);
    assert.equal(world.send(VERIFY_TEXT), '9000', name);
    assert.equal(world.send(world.side.read('8100', 0)), '69fc', name);
    assert.equal(world.send(world.side.hide('a4020c', Buffer.from('0001', 'hex'))), '6882', name);
  }
});

test('SET SESSION KEY wants the PIN, and no number instead', () => {
  const { send } = testCard();
  send(SELECT_TEXT);
  assert.equal(send(openChannel()), '6982');
  assert.equal(send('00200094 0c 313233343536373839303138'), '9000');
  assert.equal(send('00200095 0e 3535303231373230333532323835'), '9000');
  assert.equal(send(openChannel()), '6982');
  assert.equal(send('80ae0000 01 aa'), '6982', 'access is asked for before the data are looked at');
  assert.equal(send(VERIFY_TEXT), '9000');
  assert.equal(send('80ae0001 01 aa'), '6a86');
  assert.equal(send('80ae0000 01 aa'), '6700');
  assert.equal(send(`${openChannel()}0000`), '6700', 'with Le');
  assert.equal(send(openChannel()), '9000');
});

test('a delivery that is not A0 { 80 seed } under the right key and padding is 6A80 and opens nothing', () => {
  const seed = SEED.toString('hex');
  const bad = [
    `a02280 1f ${seed.slice(2)}`,
    `a0228120${seed}`,
    `a0448020${seed}8120${seed}`,
    `a12280 20${seed}`,
    `8020${seed}`,
    `a0228020${seed}00`,
    `a0228020${seed}8000`,
    seed,
    '',
  ].map((hex) => setSessionKey(Buffer.from(hex.replaceAll(' ', ''), 'hex')));
  const sha1 = setSessionKey(Buffer.from(`a0228020${seed}`, 'hex'), { oaepHash: 'sha1' });
  for (const command of [...bad, sha1, `80ae0000 000100 ${'ff'.repeat(256)}`]) {
    const { send } = testCard();
    send(SELECT_TEXT);
    send(VERIFY_TEXT);
    assert.equal(send(command), '6a80', command.slice(0, 40));
    assert.equal(send(terminal().read('8100', 0)), '69fc');
  }
});

test('a refused delivery leaves the session that is open, a right one replaces it and counts from one', () => {
  const { send, side } = opened();
  assert.equal(send(setSessionKey(SEED)), '6a80');
  assert.equal(side.show(send(side.read('8100', 0))), toHex(CONTENTS.text.myNumber));
  const seed = randomBytes(32);
  assert.equal(send(openChannel(seed)), '9000');
  const next = terminal(seed);
  assert.equal(next.show(send(next.read('8100', 0))), toHex(CONTENTS.text.myNumber));
});

test('every other application refuses SET SESSION KEY, each in its way', () => {
  const { send } = testCard();
  for (const [select, verifies, expected] of [
    [SELECT_JPKI, [VERIFY_AUTHENTICATION, VERIFY_SIGNATURE], '6982'],
    [SELECT_JUKI, ['0020009c 04 34333231'], '6982'],
    [SELECT_COMMON, ['0020009c 04 38373635'], '66f1'],
    [SELECT_SURFACE, ['00200091 06 353530323137'], '66f1'],
  ] as const) {
    send(select);
    for (const verify of verifies) assert.equal(send(verify), '9000');
    assert.equal(send(openChannel()), expected, select);
  }
});

test('without a session a hidden SELECT is 6882 and everything else hidden 69FC, in every application', () => {
  const { send } = testCard();
  for (const select of [SELECT_JPKI, SELECT_TEXT, SELECT_SURFACE, SELECT_COMMON, SELECT_JUKI]) {
    send(select);
    assert.equal(send('08a4020c020006'), '6882');
    for (const command of ['08b0860001', '0cb0860001', '0820009804 31323334', '0884000008'])
      assert.equal(send(command), '69fc', command);
  }
});
