import assert from 'node:assert/strict';
import { createHash, randomBytes, verify } from 'node:crypto';
import { test } from 'node:test';
import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import { sha256DigestInfo } from '../application/index.ts';
import { type CardMemory, createVirtualCard, memoryInRam } from './index.ts';
import {
  CARD_KEYS,
  CONTENTS,
  KEYS,
  PINS,
  SELECT_JPKI,
  SELECT_TEXT,
  testCard,
  VERIFY_AUTHENTICATION,
  VERIFY_SIGNATURE,
} from './testing/card.ts';

const WRONG_AUTHENTICATION = '00200098 04 30303030';
const SIGN_AUTHENTICATION = `802a0097 33 ${'00'.repeat(51)} 00`;

test('each miss takes a try, the last one answers 63C0, and then the PIN is blocked, the right one too', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  assert.equal(send(WRONG_AUTHENTICATION), '63c2');
  assert.equal(send(WRONG_AUTHENTICATION), '63c1');
  assert.equal(send(WRONG_AUTHENTICATION), '63c0');
  assert.equal(send(WRONG_AUTHENTICATION), '6984');
  assert.equal(send(VERIFY_AUTHENTICATION), '6984');
  assert.equal(send(SIGN_AUTHENTICATION), '6982');
  assert.equal(send('00200098'), '63c0');
});

test('the signature password has five tries, the text PIN three, each counted for itself', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  for (const left of ['4', '3', '2', '1', '0']) assert.equal(send('0020009b 06 414141414141'), `63c${left}`);
  assert.equal(send(VERIFY_SIGNATURE), '6984');
  assert.equal(send(VERIFY_AUTHENTICATION), '9000');
  send(SELECT_TEXT);
  for (const left of ['2', '1', '0']) assert.equal(send('00200091 04 30303030'), `63c${left}`);
  assert.equal(send('00200091'), '63c0');
});

test('a right PIN gives all tries back, and counters outlive reset and selection', () => {
  const { send, card } = testCard();
  send(SELECT_JPKI);
  send(WRONG_AUTHENTICATION);
  card.reset();
  send(SELECT_JPKI);
  assert.equal(send(WRONG_AUTHENTICATION), '63c1');
  assert.equal(send(VERIFY_AUTHENTICATION), '9000');
  assert.equal(send('00200098'), '63c3');
});

test('the tries query always answers 63Cx, with and without Le, verified or not, and costs nothing', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  send('00a4020c020018');
  for (let i = 0; i < 5; i++) assert.equal(send('00200080'), '63c3');
  assert.equal(send('0020008000'), '63c3');
  assert.equal(send('00200080 04 31323334'), '9000');
  assert.equal(send('00200080'), '63c3');
  assert.equal(send('0020008000'), '63c3');
  assert.equal(send(SIGN_AUTHENTICATION).slice(-4), '9000', 'a query does not take the verification back');
});

test('any value that is not the PIN is a miss, whatever its length or form', () => {
  for (const value of ['31', '313233', '3132333435', '31323334ff', '31'.repeat(16), '00', '3132333400']) {
    const { send } = testCard();
    send(SELECT_JPKI);
    const lc = (value.length / 2).toString(16).padStart(2, '0');
    assert.equal(send(`00200098 ${lc} ${value}`), '63c2', value);
  }
});

test('a miss takes back what an earlier right PIN gave', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  send(VERIFY_AUTHENTICATION);
  assert.equal(send(SIGN_AUTHENTICATION).slice(-4), '9000');
  send(WRONG_AUTHENTICATION);
  assert.equal(send(SIGN_AUTHENTICATION), '6982');
});

test('VERIFY tells apart wrong parameters, no file, a file that is no PIN, and a missing reference', () => {
  const { send } = testCard();
  assert.equal(send('00200080'), '6986');
  assert.equal(send('00200098'), '6a88');
  send(SELECT_JPKI);
  assert.equal(send('00200080'), '6986');
  assert.equal(send('00200180'), '6a86');
  assert.equal(send('00200000 04 31323334'), '6a86');
  assert.equal(send('002000c0'), '6a86');
  assert.equal(send('00200086'), '6981');
  assert.equal(send('00200097'), '6981');
  assert.equal(send('00200087'), '6a88');
  assert.equal(send('00200085'), '6981');
  assert.equal(send('00200098 04 31323334 00'), '6700');
  send('00a4020c02000a');
  assert.equal(send('00200080 04 31323334'), '6981');
  assert.equal(send('00200098'), '63c3');
});

test('a new PIN is taken after VERIFY only, and only in the form of that PIN', () => {
  const { send, card } = testCard();
  send(SELECT_JPKI);
  assert.equal(send('00240198 04 39393939'), '6982');
  send(WRONG_AUTHENTICATION);
  send(VERIFY_AUTHENTICATION);
  assert.equal(send('00240098 04 39393939'), '6a86');
  assert.equal(send('00240197 04 39393939'), '6981');
  assert.equal(send('00240198 03 393939'), '6700');
  assert.equal(send('00240198'), '6700');
  assert.equal(send('00240198 04 39393941'), '6a80');
  assert.equal(send('0024019b 06 414243313234'), '6982', 'another PIN was verified');
  assert.equal(send('00240198 04 39393939'), '9000');
  card.reset();
  send(SELECT_JPKI);
  assert.equal(send(VERIFY_AUTHENTICATION), '63c2');
  assert.equal(send('00200098 04 39393939'), '9000');
});

test('a PIN that another card over the same memory blocked opens and changes nothing any more', () => {
  const memory = memoryInRam(PINS);
  const first = testCard(memory);
  const second = testCard(memory);
  for (const { send } of [first, second]) send(SELECT_JPKI);
  assert.equal(first.send(VERIFY_AUTHENTICATION), '9000');
  assert.equal(first.send(VERIFY_SIGNATURE), '9000');
  for (const answer of ['63c2', '63c1']) assert.equal(second.send(WRONG_AUTHENTICATION), answer);
  assert.equal(first.send(SIGN_AUTHENTICATION).slice(-4), '9000');
  assert.equal(second.send(WRONG_AUTHENTICATION), '63c0');
  assert.equal(first.send(SIGN_AUTHENTICATION), '6982');
  assert.equal(first.send('00240198 04 39393939'), '6982');
  assert.equal(first.send('00b0810002'), '30829000', 'the other PIN is another');
});

test('a signature over a DigestInfo is an RSA-SHA256 signature by the key of the file', () => {
  const { send } = testCard();
  const message = toUtf8('message');
  const digestInfo = toHex(sha256DigestInfo(createHash('sha256').update(message).digest()));
  send(SELECT_JPKI);
  send(VERIFY_AUTHENTICATION);
  send('00a4020c020017');
  const answer = send(`802a008033${digestInfo}00`);
  assert.equal(answer.slice(-4), '9000');
  const signature = fromHex(answer.slice(0, -4));
  assert.equal(signature.length, 256);
  assert.equal(verify('sha256', message, KEYS.authentication.publicKey, signature), true);
  send(VERIFY_SIGNATURE);
  const other = fromHex(send(`802a009a33${digestInfo}00`).slice(0, -4));
  assert.equal(verify('sha256', message, KEYS.signature.publicKey, other), true);
});

test('each key wants its own PIN, and refusals of COMPUTE DIGITAL SIGNATURE are told apart', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  assert.equal(send(`802a0080 01 00 00`), '6986');
  assert.equal(send(SIGN_AUTHENTICATION), '6982');
  send(VERIFY_SIGNATURE);
  assert.equal(send(SIGN_AUTHENTICATION), '6982');
  send(VERIFY_AUTHENTICATION);
  for (const p1 of ['06', '07', '80', 'ff'])
    assert.equal(send(`802a${p1}97 20 ${'00'.repeat(32)} 00`), '6a86', p1);
  assert.equal(send(`802a0000 33 ${'00'.repeat(51)} 00`), '6a86');
  assert.equal(send(`802a0098 33 ${'00'.repeat(51)} 00`), '6981');
  assert.equal(send(`802a0087 33 ${'00'.repeat(51)} 00`), '6a88');
  assert.equal(send(`802a0097 00`), '6700', 'no data');
  assert.equal(send(`802a0097 33 ${'00'.repeat(51)}`), '6700', 'no Le');
  assert.equal(send(`802a0097 33 ${'00'.repeat(51)} ff`), '6700', 'Le too small');
  assert.equal(send(`802a0097 f6 ${'00'.repeat(246)} 00`), '6700', 'too long for the padding');
  assert.equal(send(`802a0097 f5 ${'00'.repeat(245)} 00`).slice(-4), '9000');
  assert.equal(send(`802a0097 000033 ${'00'.repeat(51)} 0100`).slice(-4), '9000', 'extended form');
});

test('a key that is missing or fails is told, and the card goes on', () => {
  const cases = [
    { sign: () => undefined, expected: '6a88' },
    { sign: () => new Uint8Array(255), expected: '6985' },
    {
      sign: () => {
        throw new Error('key store gone');
      },
      expected: '6985',
    },
  ];
  for (const { sign, expected } of cases) {
    const card = createVirtualCard({
      contents: CONTENTS,
      memory: memoryInRam(PINS),
      keys: { ...CARD_KEYS, sign },
      random: randomBytes,
    });
    const send = (hex: string) => toHex(card.transmit(fromHex(hex.replaceAll(' ', ''))));
    send(SELECT_JPKI);
    send(VERIFY_AUTHENTICATION);
    assert.equal(send(SIGN_AUTHENTICATION), expected);
    assert.equal(send('00b0880000'), '8f8f009000');
  }
});

test('class bytes: other channels 6881, those of no known meaning 6E00; unknown instructions 6D00', () => {
  const { send } = testCard();
  send(SELECT_JPKI);
  const answers = { '01': '6881', '02': '6881', '03': '6881', '41': '6881', '0b': '6881', '18': '6e00' };
  const more = {
    '81': '6881',
    '10': '6e00',
    '20': '6e00',
    a0: '6e00',
    ff: '6e00',
  };
  for (const [cla, expected] of Object.entries({ ...answers, ...more }))
    assert.equal(send(`${cla}b0860001`), expected, cla);
  for (const command of ['80ca00f200', '80840000 08', '002a0097', '80b0860001', '00220000', '00320080 00'])
    assert.equal(send(command), '6d00', command);
  assert.equal(send('80fc0000'), '6700');
  for (const p of ['0000', '00ae', '8000', '00b6']) assert.equal(send(`80a2${p} 01 00`), '6a86', p);
});

test('bytes that are no command answer 6700', () => {
  const { send } = testCard();
  for (const bytes of ['', '00', '00b086', '00b0860005aa', '00b08600000000000000'])
    assert.equal(send(bytes), '6700', bytes);
});

interface Watched {
  readonly memory: CardMemory;
  readonly counts: number[];
  failOnWrite: number;
}

/** Records every authentication count that was made durable; the n-th write from now fails. */
function watchedMemory(): Watched {
  const inner = memoryInRam(PINS);
  const watched: Watched = {
    counts: [],
    failOnWrite: 0,
    memory: {
      read: inner.read,
      write(next) {
        watched.failOnWrite--;
        if (watched.failOnWrite === 0) throw new Error('no power');
        watched.counts.push(next.authentication?.triesLeft ?? -1);
        inner.write(next);
      },
    },
  };
  return watched;
}

test('the try is durable before the PIN is compared: power loss at the answer gives nothing back', () => {
  const watched = watchedMemory();
  const { send } = testCard(watched.memory);
  send(SELECT_JPKI);
  send(VERIFY_AUTHENTICATION);
  assert.deepEqual(watched.counts, [2, 3]);
  // Power goes between the two writes, four times: the right PIN was given each time and is blocked now.
  for (const left of [2, 1, 0]) {
    watched.failOnWrite = 2;
    assert.equal(send(VERIFY_AUTHENTICATION), '6581');
    assert.equal(watched.memory.read().authentication?.triesLeft, left);
  }
  assert.equal(send(VERIFY_AUTHENTICATION), '6984');
});

test('a memory that cannot write answers 6581 and changes nothing else', () => {
  const watched = watchedMemory();
  const { send } = testCard(watched.memory);
  send(SELECT_JPKI);
  watched.failOnWrite = 1;
  assert.equal(send(WRONG_AUTHENTICATION), '6581');
  assert.equal(send('00200098'), '63c3');
  watched.failOnWrite = 1;
  assert.equal(send(VERIFY_AUTHENTICATION), '6581');
  assert.equal(send(SIGN_AUTHENTICATION), '6982');
  assert.equal(send(VERIFY_AUTHENTICATION), '9000');
  watched.failOnWrite = 1;
  assert.equal(send('00240198 04 39393939'), '6581');
  assert.equal(send(SIGN_AUTHENTICATION).slice(-4), '9000', 'still verified');
  assert.equal(send(VERIFY_AUTHENTICATION), '9000', 'still the old PIN');
});

test('a try under a failing memory takes back what an earlier right PIN gave', () => {
  for (const failOnWrite of [1, 2]) {
    for (const command of failOnWrite === 1
      ? [WRONG_AUTHENTICATION, VERIFY_AUTHENTICATION]
      : [VERIFY_AUTHENTICATION]) {
      const watched = watchedMemory();
      const { send } = testCard(watched.memory);
      send(SELECT_JPKI);
      assert.equal(send(VERIFY_AUTHENTICATION), '9000');
      watched.failOnWrite = failOnWrite;
      assert.equal(send(command), '6581');
      assert.equal(send(SIGN_AUTHENTICATION), '6982');
    }
  }
});

test('a memory that drops what is written compares no PIN, changes none and gives none of its tries back', () => {
  const inner = memoryInRam(PINS);
  let drops = true;
  const { send } = testCard({
    read: inner.read,
    write: (next) => {
      if (!drops) inner.write(next);
    },
  });
  send(SELECT_JPKI);
  for (let i = 0; i < 5; i++) {
    assert.equal(send(WRONG_AUTHENTICATION), '6581');
    assert.equal(send(VERIFY_AUTHENTICATION), '6581');
  }
  assert.equal(send(SIGN_AUTHENTICATION), '6982');
  drops = false;
  assert.equal(send(VERIFY_AUTHENTICATION), '9000');
  drops = true;
  assert.equal(send('00240198 04 39393939'), '6581');
});

test('a memory that cannot be read answers 6581, also to the tries query', () => {
  const memory: CardMemory = {
    read() {
      throw new Error('no power');
    },
    write() {},
  };
  const { send } = testCard(memory);
  send(SELECT_JPKI);
  assert.equal(send('00200098'), '6581');
  assert.equal(send(VERIFY_AUTHENTICATION), '6581');
  assert.equal(send('00b0880000'), '8f8f009000');
});

test('a damaged counter hands out no more tries than the card has', () => {
  for (const [triesLeft, answer] of [
    [99, '63c3'],
    [-1, '63c0'],
    [Number.NaN, '63c0'],
    [1.5, '63c0'],
  ] as const) {
    const { send } = testCard(memoryInRam({ authentication: { value: '1234', triesLeft } }));
    send(SELECT_JPKI);
    assert.equal(send('00200098'), answer);
  }
});
