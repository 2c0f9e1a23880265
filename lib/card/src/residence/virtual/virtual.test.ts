import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { encodeCommand } from '../../apdu.ts';
import { sha1 } from '../../virtual/hash.ts';
import type { VirtualCard } from '../../virtual/index.ts';
import { keyFrom, openHandshake, sealHandshake, sessionSeed } from '../handshake.ts';
import { openMessage, sealData, sealLength } from '../messaging.ts';
import { nodeTripleDes } from '../node/index.ts';
import { CARD_NUMBER, CONTENTS, testCard } from '../testing/card.ts';

/** The same commands each time: what a run reaches is asserted too, and must not depend on chance. */
const SEED = 2;

const MF = '00a40000023f00';
const select = (application: number) =>
  `00a4040c10d392f0004f${toHex(Uint8Array.of(application))}${'00'.repeat(10)}`;
const [DF1, DF2, DF3] = [select(2), select(3), select(4)] as const;

function terminal(card: VirtualCard = testCard()) {
  let sessionKey = new Uint8Array();
  const send = (hex: string) => toHex(card.transmit(fromHex(hex)));
  const message = (ins: number, p1: number, p2: number, data: Uint8Array, le?: number) =>
    toHex(card.transmit(encodeCommand({ cla: 8, ins, p1, p2, data, ...(le === undefined ? {} : { le }) })));
  return {
    card,
    send,
    message,
    key: () => sessionKey,
    /** Status of MUTUAL AUTHENTICATE under a number, changed on its way. */
    agree(number = CARD_NUMBER, change = (data: Uint8Array) => data): string {
      const challenge = fromHex(send('0084000008').slice(0, 16));
      const key = keyFrom(sha1(toUtf8(number)));
      const own = { ownChallenge: new Uint8Array(8), otherChallenge: challenge, keyHalf: new Uint8Array(16) };
      const answer = send(`0082000028${toHex(change(sealHandshake(nodeTripleDes, key, own)))}00`);
      const theirs = openHandshake(nodeTripleDes, key, fromHex(answer.slice(0, -4)));
      if (theirs !== undefined)
        sessionKey = Uint8Array.from(keyFrom(sha1(sessionSeed(own.keyHalf, theirs.keyHalf))));
      return answer.slice(-4);
    },
    verify(number = CARD_NUMBER): string {
      return message(0x20, 0, 0x86, sealData(nodeTripleDes, sessionKey, toUtf8(number)));
    },
    /** READ BINARY within the session: the status and what was deciphered. */
    read(file: number): string {
      const answer = fromHex(message(0xb0, 0x80 | file, 0, sealLength(0), 65_536));
      const opened = openMessage(nodeTripleDes, sessionKey, answer.subarray(0, -2))?.data;
      return toHex(concat(opened ?? new Uint8Array(), answer.subarray(-2)));
    },
  };
}

test('the master file is free by short and by long identifier', () => {
  const { send } = terminal();
  assert.equal(send('00b08b0000'), 'c0043030303' + '19000');
  assert.equal(send('00b08a0000'), 'c101319000');
  assert.equal(send(MF), '9000');
  assert.equal(send('00a4020c022f01'), '9000');
  assert.equal(send('00b0000000'), 'c004303030319000');
  assert.equal(send('00a40000'), '9000');
});

/** Where a file is, its short identifier, and what it wants: the number, and to be read in messages. */
const FILES: [df: string, file: number, secure: boolean][] = [
  [DF1, 5, true],
  [DF1, 6, true],
  [DF2, 1, false],
  [DF2, 2, false],
  [DF2, 3, false],
  [DF2, 4, false],
  [DF3, 2, false],
];

test('every file opens to the number, those of the front in messages alone', () => {
  for (const [df, file, secure] of FILES) {
    for (const step of ['nothing', 'agreed', 'verified'] as const) {
      const one = terminal();
      one.send(MF);
      if (step !== 'nothing') assert.equal(one.agree(), '9000');
      if (step === 'verified') assert.equal(one.verify(), '9000');
      assert.equal(one.send(df), '9000');
      const plain = one.send(`00b0${toHex(Uint8Array.of(0x80 | file))}0001`).slice(-4);
      assert.equal(plain, step === 'verified' && !secure ? '9000' : '6982', `${file} ${step} in the clear`);
      const within = one.read(file).slice(-4);
      const expected = step === 'verified' ? '9000' : step === 'agreed' ? '6982' : '69fc';
      assert.equal(within, expected, `${file} ${step} in messages`);
    }
  }
});

test('a message opens the front for itself, not for the plain command behind it', () => {
  const one = terminal();
  one.agree();
  one.verify();
  one.send(DF1);
  assert.equal(one.read(6), `${toHex(CONTENTS.portrait)}9000`);
  assert.equal(one.send('00b0860001'), '6982');
  assert.equal(one.send('00b0000001'), '6982');
});

test('the number is verified in messages alone, and a wrong one takes back the right one', () => {
  const one = terminal();
  one.agree();
  assert.equal(one.send(`0020008610${toHex(toUtf8(CARD_NUMBER))}80000000`), '6982');
  assert.equal(one.send(`002000860c${toHex(toUtf8(CARD_NUMBER))}`), '6982');
  assert.equal(one.verify('AB12345678CE'), '6300');
  assert.equal(one.verify(), '9000');
  one.send(DF2);
  assert.equal(one.send('00b0840003').slice(-4), '9000');
  assert.equal(one.verify('AB12345678'), '6300');
  assert.equal(one.send('00b0840003'), '6982');
});

test('a challenge serves once, and a proof under another number or changed on its way is 6300', () => {
  const one = terminal();
  assert.equal(one.agree('AB12345678CE'), '6300');
  for (const at of [0, 31, 32, 39]) {
    assert.equal(
      one.agree(CARD_NUMBER, (data) => data.map((octet, index) => (index === at ? octet ^ 1 : octet))),
      '6300',
    );
  }
  let proof = '';
  assert.equal(
    one.agree(CARD_NUMBER, (data) => {
      proof = toHex(data);
      return data;
    }),
    '9000',
  );
  assert.equal(one.send(`0082000028${proof}00`), '6985', 'no challenge');
  one.send('0084000008');
  assert.equal(one.send(`0082000028${proof}00`), '6300', 'another challenge');
});

test('agreeing anew asks for the number anew; a reset forgets everything', () => {
  const one = terminal();
  one.agree();
  one.verify();
  one.agree();
  one.send(DF2);
  assert.equal(one.send('00b0810001'), '6982');
  one.verify();
  assert.equal(one.send('00b0810001').slice(-4), '9000');
  one.card.reset();
  one.send(DF2);
  assert.equal(one.send('00b0810001'), '6982');
  assert.equal(one.verify(), '69fc');
});

test('the session goes on over SELECT, in the clear and in a message', () => {
  const one = terminal();
  one.agree();
  one.verify();
  one.send(DF2);
  one.send(MF);
  const aid = fromHex(DF1.slice(10));
  assert.equal(one.message(0xa4, 4, 0x0c, sealData(nodeTripleDes, one.key(), aid)), '9000');
  assert.equal(one.read(6).slice(-4), '9000');
});

test('a message that cannot be read ends the session', () => {
  const one = terminal();
  one.agree();
  one.verify();
  one.send(DF1);
  assert.equal(one.message(0xb0, 0x86, 0, fromHex('86080100000000000000'), 65_536), '6988');
  assert.equal(one.read(6), '69fc');
  assert.equal(one.agree(), '9000');
});

test('wrong lengths and parameters are refused', () => {
  const { send } = terminal();
  for (const [command, status] of [
    ['0084000010', '6700'],
    ['0084000008'.replace('0084', '0085'), '6d00'],
    ['00840000', '6700'],
    ['0084000108', '6a86'],
    [`0082000027${'00'.repeat(39)}00`, '6700'],
    [`0082000028${'00'.repeat(40)}27`, '6700'],
    [`0082000028${'00'.repeat(40)}`, '6700'],
    [`0082010028${'00'.repeat(40)}00`, '6a86'],
    [`0082000028${'00'.repeat(40)}00`, '6985'],
    ['0020008704' + '31323334', '6a86'],
    ['002401860431323334', '6d00'],
    ['0cb0860000', '69fc'],
  ] as const)
    assert.equal(send(command), status, command);
});

test('chance that fails is said, and nothing is opened by it', () => {
  let broken = false;
  const one = terminal(
    testCard(CONTENTS, (length) => {
      if (broken) throw new Error('no chance');
      return new Uint8Array(length).fill(3);
    }),
  );
  one.agree();
  one.verify();
  one.send(DF1);
  broken = true;
  assert.equal(one.message(0x84, 0, 0, sealLength(8), 256), '6581');
  assert.equal(one.send('00b0860001'), '6982');
  assert.equal(one.send('0084000008'), '6581');
});

const SECRET = 'c0ffee0ac0ffee0a';
const GUARDED = Object.fromEntries(
  Object.entries(CONTENTS).map(([name, file]) =>
    name === 'commonData' || name === 'cardType' ? [name, file] : [name, fromHex(SECRET.repeat(40))],
  ),
) as unknown as typeof CONTENTS;

const template = fc.constantFrom(
  ...[MF, DF1, DF2, DF3, '0084000008', `0082000028${'00'.repeat(40)}00`, '00b0850000', '00b0810000'].map(
    fromHex,
  ),
  ...['00b0000000', '00b08b0000', '00a4020c020001', '08b0850000000496020000' + '0000', '0020008600'].map(
    fromHex,
  ),
  ...[`0820008613861101${'00'.repeat(16)}`, `002000860c${'41'.repeat(12)}`].map(fromHex),
);
const mutated = fc
  .tuple(
    template,
    fc.array(fc.tuple(fc.nat({ max: 48 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 3 }),
  )
  .map(([bytes, changes]) => {
    const copy = Uint8Array.from(bytes);
    for (const [at, value] of changes) copy[at % copy.length] = value;
    return copy;
  });
const arbitrary = fc.uint8Array({ maxLength: 48 });
const noise = fc.oneof({ weight: 5, arbitrary: template }, { weight: 3, arbitrary: mutated }, arbitrary);

test('10,000 commands of somebody who does not know the number: always a status, nothing shown', () => {
  let commands = 0;
  const statuses = new Set<string>();
  fc.assert(
    fc.property(fc.array(noise, { minLength: 100, maxLength: 100 }), (sequence) => {
      const card = testCard(GUARDED);
      for (const command of sequence) {
        const answer = toHex(card.transmit(command));
        commands++;
        assert(answer.length >= 4);
        assert(!answer.includes(SECRET));
        statuses.add(answer.slice(-4));
      }
    }),
    { numRuns: 100, seed: SEED },
  );
  assert.equal(commands, 10_000);
  for (const reached of ['9000', '6300', '6982', '6985', '69fc', '6a82', '6a86', '6700', '6d00'])
    assert(statuses.has(reached), `the fuzzing reaches ${reached}`);
});

test('amid noise, what is on the front never shows in the clear, nor the back before the number', () => {
  const step = fc.oneof(
    { weight: 12, arbitrary: noise },
    { weight: 2, arbitrary: fc.constantFrom('agree' as const, 'verify' as const) },
    { weight: 1, arbitrary: fc.constant('reset' as const) },
  );
  let seen = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 100, maxLength: 100 }), (sequence) => {
      const one = terminal(testCard(GUARDED));
      let verified = false;
      let front = false;
      for (const command of sequence) {
        if (command === 'reset') {
          one.card.reset();
          verified = front = false;
        } else if (command === 'agree') {
          if (one.agree() === '9000') verified = false;
        } else if (command === 'verify') {
          if (one.key().length > 0 && one.verify() === '9000') verified = true;
        } else {
          const hex = toHex(command);
          const answer = toHex(one.card.transmit(command));
          if (answer.endsWith('9000') && hex.slice(2, 6) === 'a404') front = hex.includes('d392f0004f02');
          if (answer.endsWith('9000') && hex.slice(2, 6) === 'a400') front = false;
          if (!answer.includes(SECRET)) continue;
          assert(verified && !front, 'shown without leave');
          seen++;
        }
      }
    }),
    { numRuns: 100, seed: SEED },
  );
  assert(seen > 0, 'the fuzzing does reach the back');
});
