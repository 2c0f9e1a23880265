import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { test } from 'node:test';
import { concat, fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import type { Transport } from '../transport.ts';
import { cardTransport } from '../virtual/index.ts';
import { keyFrom, openHandshake, sealHandshake, sessionSeed } from './handshake.ts';
import { openResidenceCard } from './index.ts';
import { openMessage, sealData, sealLength } from './messaging.ts';
import { nodeTripleDes } from './node/index.ts';
import { CARD_NUMBER, CONTENTS, testCard } from './testing/card.ts';
import { pad, retailMac, unpad } from './triple-des.ts';
import { createResidenceCard } from './virtual/index.ts';

const sha1 = (bytes: Uint8Array): Uint8Array => createHash('sha1').update(bytes).digest();

/** The worked example in the appendix of the specification, card number AA12345678BB. */
const EXAMPLE = {
  number: 'AA12345678BB',
  key: '6522b4e171195bb218223a976c040111',
  cardChallenge: '5a6e7e385162b7a3',
  terminalChallenge: '1122334455667788',
  terminalHalf: '404142434445464748494a4b4c4d4e4f',
  terminalCiphertext: '937745c20883a1bad1e04193722a1592378f81a8f1dc589157aeb0f7544fa1ba',
  terminalMac: '1ad7fb6a3389e017',
  cardCiphertext: '5860775b4d032cc564ba204b8ea868f694a74e7475a8fef240588bda1af496ce',
  cardMac: '59388fd6cd45248b',
  cardHalf: '19d049490fff52eedbfcb930bc810ed0',
  sessionKey: 'ce94938e19e3b97df96eabcedc1715cc',
  encryptedNumber: '1aa82973db959a811f9711d728f0eef6',
} as const;

test('the worked example of the specification comes out byte for byte', () => {
  const key = keyFrom(sha1(toUtf8(EXAMPLE.number)));
  assert.equal(toHex(key), EXAMPLE.key);
  const sealed = sealHandshake(nodeTripleDes, key, {
    ownChallenge: fromHex(EXAMPLE.terminalChallenge),
    otherChallenge: fromHex(EXAMPLE.cardChallenge),
    keyHalf: fromHex(EXAMPLE.terminalHalf),
  });
  assert.equal(toHex(sealed), EXAMPLE.terminalCiphertext + EXAMPLE.terminalMac);
  const opened = openHandshake(nodeTripleDes, key, fromHex(EXAMPLE.cardCiphertext + EXAMPLE.cardMac));
  assert(opened !== undefined);
  assert.equal(toHex(opened.ownChallenge), EXAMPLE.cardChallenge);
  assert.equal(toHex(opened.otherChallenge), EXAMPLE.terminalChallenge);
  assert.equal(toHex(opened.keyHalf), EXAMPLE.cardHalf);
  const sessionKey = keyFrom(sha1(sessionSeed(fromHex(EXAMPLE.terminalHalf), opened.keyHalf)));
  assert.equal(toHex(sessionKey), EXAMPLE.sessionKey);
  const message = sealData(nodeTripleDes, sessionKey, toUtf8(EXAMPLE.number));
  assert.equal(toHex(message), `861101${EXAMPLE.encryptedNumber}`);
});

/** A card that answers with what the example has, whatever it is sent. */
function exampleCard() {
  const sent: string[] = [];
  const answers: { readonly [ins: string]: string } = {
    84: EXAMPLE.cardChallenge,
    82: EXAMPLE.cardCiphertext + EXAMPLE.cardMac,
  };
  const transport: Transport = {
    async transmit(command) {
      sent.push(toHex(command));
      return fromHex(`${answers[toHex(command.subarray(1, 2))] ?? ''}9000`);
    },
    close: () => Promise.resolve(),
  };
  return { sent, transport };
}

const drawn = (...hex: string[]) => {
  const draws = hex.map(fromHex);
  return () => draws.shift() ?? new Uint8Array();
};

test('the reader sends what the example sends, and nothing of the number in the clear', async () => {
  const { sent, transport } = exampleCard();
  const random = drawn(EXAMPLE.terminalChallenge, EXAMPLE.terminalHalf);
  const number = toUtf8(EXAMPLE.number);
  await openResidenceCard(transport, { tripleDes: nodeTripleDes, random }).authenticate(number);
  assert.deepEqual(sent, [
    '00a40000023f00',
    '0084000008',
    `0082000028${EXAMPLE.terminalCiphertext}${EXAMPLE.terminalMac}00`,
    `0820008613861101${EXAMPLE.encryptedNumber}`,
  ]);
  assert.deepEqual([...number], new Array(12).fill(0));
});

test('the virtual card answers what the example answers', () => {
  const card = createResidenceCard({
    contents: CONTENTS,
    cardNumber: toUtf8(EXAMPLE.number),
    random: drawn(EXAMPLE.cardChallenge, EXAMPLE.cardHalf),
  });
  const send = (hex: string) => toHex(card.transmit(fromHex(hex)));
  assert.equal(send('0084000008'), `${EXAMPLE.cardChallenge}9000`);
  assert.equal(
    send(`0082000028${EXAMPLE.terminalCiphertext}${EXAMPLE.terminalMac}00`),
    `${EXAMPLE.cardCiphertext}${EXAMPLE.cardMac}9000`,
  );
  assert.equal(send(`0820008613861101${EXAMPLE.encryptedNumber}`), '9000');
});

test('the retail MAC is DES through all blocks and triple DES at the last', () => {
  // ISO/IEC 9797-1 algorithm 3 over single DES, each step by OpenSSL.
  const key = fromHex('0123456789abcdeffedcba9876543210');
  const des = (part: Uint8Array, data: Uint8Array, make: typeof createCipheriv | typeof createDecipheriv) => {
    const cipher = make('des-ede3-ecb', concat(part, part, part), null).setAutoPadding(false);
    return concat(cipher.update(data), cipher.final());
  };
  for (const text of ['', 'a', 'abcdefg', 'abcdefgh', 'Now is the time for all ']) {
    const data = pad(toUtf8(text));
    let block = new Uint8Array(8);
    for (let at = 0; at < data.length; at += 8) {
      const mixed = data.subarray(at, at + 8).map((octet, index) => octet ^ (block[index] ?? 0));
      block = des(key.subarray(0, 8), mixed, createCipheriv);
    }
    const inner = des(key.subarray(8), block, createDecipheriv);
    const expected = des(key.subarray(0, 8), inner, createCipheriv);
    assert.equal(toHex(retailMac(nodeTripleDes, key, toUtf8(text))), toHex(expected), text);
  }
});

test('padding is 80 and zeros to the block, and is looked for in the last block alone', () => {
  assert.equal(toHex(pad(toUtf8('abcdefgh'))), `${toHex(toUtf8('abcdefgh'))}8000000000000000`);
  assert.equal(toHex(pad(toUtf8('abcdefg'))), '6162636465666780');
  assert.equal(toHex(unpad(fromHex('6180000000000000')) ?? new Uint8Array()), '61');
  for (const hex of ['', '0000000000000000', '6162636465666768', '80'.padEnd(32, '0')])
    assert.equal(unpad(fromHex(hex)), undefined, hex);
});

test('messages of other objects, padding or length are not read', () => {
  const key = fromHex(EXAMPLE.sessionKey);
  const sealed = toHex(sealData(nodeTripleDes, key, toUtf8('abc')));
  assert.equal(toHex(openMessage(nodeTripleDes, key, fromHex(sealed))?.data ?? new Uint8Array()), '616263');
  assert.deepEqual(openMessage(nodeTripleDes, key, sealLength(0x1234)), { length: 0x1234 });
  assert.deepEqual(openMessage(nodeTripleDes, key, new Uint8Array()), {});
  for (const hex of [
    sealed.replace('860901', '860902'),
    sealed + sealed,
    `${sealed}ff`,
    `8608${sealed.slice(4, -2)}`,
    '860101',
    '8600',
    '870901'.padEnd(22, '0'),
    '860901'.padEnd(22, '0'),
    '9603010203',
    '9600',
    '86',
  ])
    assert.equal(openMessage(nodeTripleDes, key, fromHex(hex)), undefined, hex);
});

/** A whole session with the card's own side computed by node:crypto alone. */
test('what the card sends under secure messaging is triple DES of the file, by OpenSSL', async () => {
  const inner = cardTransport(testCard());
  const sent: Uint8Array[] = [];
  const answers: Uint8Array[] = [];
  const transport: Transport = {
    async transmit(command) {
      sent.push(Uint8Array.from(command));
      const answer = await inner.transmit(command);
      answers.push(answer);
      return answer;
    },
    close: () => inner.close(),
  };
  const half = new Uint8Array(16).fill(7);
  const random = drawn('0102030405060708', toHex(half));
  const reader = openResidenceCard(transport, { tripleDes: nodeTripleDes, random });
  const session = await reader.authenticate(toUtf8(CARD_NUMBER));
  const portrait = await session.readPortrait();
  const decrypt = (key: Uint8Array, data: Uint8Array) => {
    const cipher = createDecipheriv('des-ede3-cbc', concat(key, key.subarray(0, 8)), new Uint8Array(8));
    cipher.setAutoPadding(false);
    return concat(cipher.update(data), cipher.final());
  };
  const key = sha1(toUtf8(CARD_NUMBER)).subarray(0, 16);
  const cardHalf = decrypt(key, answers[2]?.subarray(0, 32) ?? new Uint8Array()).subarray(16);
  const seed = concat(
    cardHalf.map((octet) => octet ^ 7),
    fromHex('00000001'),
  );
  const sessionKey = sha1(seed).subarray(0, 16);
  const parts = answers.slice(5).map((answer) => {
    assert.equal(toHex(answer.subarray(0, 2)), '8682');
    const plain = decrypt(sessionKey, answer.subarray(5, -2));
    return plain.subarray(0, plain.lastIndexOf(0x80));
  });
  assert.equal(parts.length, 3);
  assert.deepEqual(concat(...parts).subarray(4), portrait);
  assert.equal(toHex(sent[5] ?? new Uint8Array()), '08b086000000049602' + '0400' + '0000');
});
