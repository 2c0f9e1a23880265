import assert from 'node:assert/strict';
import { constants, createCipheriv, createDecipheriv, privateDecrypt } from 'node:crypto';
import { test } from 'node:test';
import { concat, fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import { decodeCommand } from '../apdu.ts';
import { CardError } from '../error.ts';
import { ISSUED, ISSUED_PINS, MY_NUMBER } from '../integrity/testing/issued-card.ts';
import type { Transport } from '../transport.ts';
import { cardTransport, memoryInRam } from '../virtual/index.ts';
import { KEYS, testCard } from '../virtual/testing/card.ts';
import { openCard } from './index.ts';

const SEED = fromHex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
/** Not random: the same transcript every time. */
const random = (length: number) => SEED.slice(0, length);
const OPTIONS = { secureMessaging: true } as const;
const { text } = ISSUED;

const ecb = (block: Buffer) => {
  const cipher = createCipheriv('aes-128-ecb', SEED.subarray(0, 16), null).setAutoPadding(false);
  return cipher.update(block);
};
const ivOf = (counter: number) => ecb(Buffer.from(counter.toString(16).padStart(32, '0'), 'hex'));
const cbc = (iv: Buffer) => [SEED.subarray(0, 16), iv] as const;

/**
 * The card's side of a session in the text application, written from the facts with node:crypto alone. Answers each command
 * as a card would whose PIN was verified; keeps what came in, decrypted.
 */
class HandMadeCard {
  readonly heard: string[] = [];
  readonly sent: Uint8Array[] = [];
  counter = 0;
  file = 0;
  answer: (plaintext: Uint8Array) => Uint8Array = (plaintext) => this.sealed(plaintext);

  readonly transport: Transport = {
    transmit: async (command) => {
      this.sent.push(Uint8Array.from(command));
      return this.respond(command);
    },
    close: () => Promise.resolve(),
  };

  respond(bytes: Uint8Array): Uint8Array {
    const { cla, ins, p1, p2, data, le } = decodeCommand(bytes);
    if (cla === 0x08) return this.secured(ins, p1 * 256 + p2, data, le);
    if (cla === 0x80 && ins === 0xae) return this.session(data);
    if (ins === 0x20 && data.length === 0) return fromHex('63c3');
    if (ins === 0xa4 && p1 === 2) this.file = (data[0] as number) * 256 + (data[1] as number);
    if (ins !== 0xb0) return fromHex('9000');
    const offset = p1 * 256 + p2;
    return concat(this.content().subarray(offset, offset + (le ?? 0)), fromHex('9000'));
  }

  session(data: Uint8Array): Uint8Array {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const message = privateDecrypt({ key: KEYS.transport.privateKey, padding, oaepHash: 'sha256' }, data);
    assert.equal(toHex(message), `a0228020${toHex(SEED)}`);
    return fromHex('9000');
  }

  secured(ins: number, parameters: number, data: Uint8Array, le: number | undefined): Uint8Array {
    this.counter++;
    if (ins === 0xb0) {
      this.heard.push(`read ${parameters} ${toHex(data)} ${le}`);
      return this.answer(this.content());
    }
    assert.deepEqual([...data.subarray(0, 3)], [0x86, data.length - 2, 1]);
    assert.equal(le, undefined);
    const decipher = createDecipheriv('aes-128-cbc', ...cbc(ivOf(this.counter))).setAutoPadding(false);
    const plaintext = toHex(concat(decipher.update(data.subarray(3)), decipher.final()));
    this.heard.push(`${ins.toString(16)} ${parameters.toString(16)} ${plaintext}`);
    if (ins === 0xa4) this.file = Number.parseInt(plaintext.slice(0, 4), 16);
    return fromHex('9000');
  }

  sealed(plaintext: Uint8Array): Uint8Array {
    const filler = 15 - (plaintext.length % 16);
    const padded = concat(plaintext, Uint8Array.of(0x80), new Uint8Array(filler));
    const cipher = createCipheriv('aes-128-cbc', ...cbc(ivOf(this.counter))).setAutoPadding(false);
    const sealed = concat(Uint8Array.of(1), cipher.update(padded), cipher.final());
    const { length } = sealed;
    const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
    return concat(Uint8Array.of(0x86, ...head), sealed, fromHex('9000'));
  }

  content(): Uint8Array {
    const files = [text.myNumber, text.fourItems, text.integrity, text.issuerCertificate];
    return this.file === 6 ? text.sessionKey : (files[this.file - 1] ?? new Uint8Array());
  }
}

test('a session is opened and used as the facts say, checked by hand with node:crypto', async () => {
  const card = new HandMadeCard();
  const numberA = toUtf8(MY_NUMBER);
  const reader = openCard(card.transport, { random });
  const file = await reader.readMyNumber(toUtf8('5678'), { ...OPTIONS, numberA });
  assert.deepEqual(file, text.myNumber);
  assert.deepEqual(card.heard, [
    `20 94 ${toHex(toUtf8(MY_NUMBER))}80000000`,
    `a4 20c 0001${'80'.padEnd(28, '0')}`,
    'read 0 9603000000 65536',
  ]);
  assert.deepEqual(new Set(numberA), new Set([0]));
  const hex = card.sent.map((command) => toHex(command));
  assert(hex.includes('002000800435363738'), 'the PIN goes in the clear');
  assert.match(hex.find((command) => command.startsWith('80ae')) ?? '', /^80ae0000000100[0-9a-f]{512}$/);
  assert(!hex.some((command) => command.includes(toHex(toUtf8(MY_NUMBER)))), 'number A does not');
});

test('every command of a session takes the next number of the counter, and long files come whole', async () => {
  const card = new HandMadeCard();
  const files = await openCard(card.transport, { random }).readFourItems(toUtf8('5678'), OPTIONS);
  const { fourItems, integrity, issuerCertificate } = text;
  assert.deepEqual(files, { fourItems, integrity, issuerCertificate });
  assert.equal(card.counter, 6);
});

test('the virtual card and the reader agree about sessions, numbers A and B within them', async () => {
  const inner = cardTransport(testCard(memoryInRam(ISSUED_PINS), ISSUED).card);
  const sent: string[] = [];
  const transport: Transport = {
    transmit(command) {
      sent.push(toHex(command));
      return inner.transmit(command);
    },
    close: () => inner.close(),
  };
  const reader = openCard(transport, { random });
  const numberB = toUtf8(ISSUED_PINS.textNumberB);
  const { fourItems } = await reader.readFourItems(toUtf8('5678'), { ...OPTIONS, numberB });
  assert.deepEqual(fourItems, text.fourItems);
  assert.deepEqual(new Set(numberB), new Set([0]));
  const numberA = toUtf8(MY_NUMBER);
  assert.deepEqual(await reader.readMyNumber(toUtf8('5678'), { ...OPTIONS, numberA }), text.myNumber);
  const proof = await reader.proveItems(toUtf8('5678'), new Uint8Array(51).fill(1), OPTIONS);
  assert.deepEqual(proof.fourItems, text.fourItems);
  assert(!sent.some((command) => command.includes(toHex(toUtf8(MY_NUMBER)))));
  assert(!sent.some((command) => command.includes(toHex(toUtf8(ISSUED_PINS.textNumberB)))));
});

test('the same randomness gives the same transcript, byte for byte', async () => {
  const transcripts = [];
  for (let i = 0; i < 2; i++) {
    const card = new HandMadeCard();
    await openCard(card.transport, { random }).readFourItems(toUtf8('5678'), OPTIONS);
    transcripts.push(card.sent.map(toHex));
  }
  assert.deepEqual(transcripts[0], transcripts[1]);
});

test('a number within a session uses a try as anywhere, and the last one only when asked for', async () => {
  const number = { value: MY_NUMBER, triesLeft: 1 };
  const memory = memoryInRam({ ...ISSUED_PINS, textNumberA: number });
  const reader = openCard(cardTransport(testCard(memory, ISSUED).card), { random });
  const read = (digits: string, useLastTry: boolean) =>
    reader.readMyNumber(toUtf8('5678'), { ...OPTIONS, numberA: toUtf8(digits), useLastTry });
  await assert.rejects(read(MY_NUMBER, false), { code: 'card/last-try', triesLeft: 1 });
  await read(MY_NUMBER, true);
  await assert.rejects(read('000000000000', false), { code: 'card/pin-wrong', triesLeft: 9 });
});

test('without randomness, with too little of it, or without a session nothing of the kind is sent', async () => {
  const card = new HandMadeCard();
  const without = openCard(card.transport).readMyNumber(toUtf8('5678'), OPTIONS);
  await assert.rejects(without, { code: 'card/command' });
  const scant = openCard(card.transport, { random: (length) => new Uint8Array(length - 1) });
  await assert.rejects(scant.readMyNumber(toUtf8('5678'), OPTIONS), { code: 'card/command' });
  assert(!card.sent.some((command) => command[1] === 0xae));
  card.sent.length = 0;
  const numberA = toUtf8(MY_NUMBER);
  const clear = openCard(card.transport, { random }).readMyNumber(toUtf8('5678'), { numberA });
  await assert.rejects(clear, { code: 'card/command' });
  const short = { ...OPTIONS, numberA: toUtf8('12345678901') };
  const misshapen = openCard(card.transport, { random }).readMyNumber(toUtf8('5678'), short);
  await assert.rejects(misshapen, { code: 'card/pin-format' });
  assert.deepEqual(card.sent, []);
  assert.deepEqual(new Set(numberA), new Set([0]));
});

test('an answer within a session that is not one well-padded cryptogram is refused', async () => {
  const block = new Uint8Array(16).fill(7);
  const altered = (bytes: Uint8Array, at: number, value: number) =>
    bytes.map((byte, i) => (i === at ? value : byte));
  const raw = (hex: string) => fromHex(`${hex}9000`);
  const cases: { readonly [name: string]: (plaintext: Uint8Array, card: HandMadeCard) => Uint8Array } = {
    'in the clear': (plaintext) => concat(plaintext, fromHex('9000')),
    'another object': (plaintext, card) => altered(card.sealed(plaintext), 0, 0x87),
    'two objects': (plaintext, card) => {
      const sealed = card.sealed(plaintext).subarray(0, -2);
      return concat(sealed, sealed, fromHex('9000'));
    },
    'padding indicator 02': (plaintext, card) => altered(card.sealed(plaintext), 2, 2),
    'not whole blocks': () => raw(`861001${toHex(block.subarray(1))}`),
    'no block': () => raw('860101'),
    'no value': () => raw('8600'),
    'no TLV': () => raw('8682'),
    'another key': () => raw(`861101${toHex(block)}`),
    nothing: () => raw(''),
    'yesterday’s counter': (plaintext, card) => {
      card.counter--;
      const sealed = card.sealed(plaintext);
      card.counter++;
      return sealed;
    },
  };
  for (const [name, answer] of Object.entries(cases)) {
    const card = new HandMadeCard();
    card.answer = (plaintext) => answer(plaintext, card);
    const read = openCard(card.transport, { random }).readMyNumber(toUtf8('5678'), OPTIONS);
    const expected = name === 'yesterday’s counter' ? /^card\/(file|response)$/ : /^card\/response$/;
    await assert.rejects(read, (error) => error instanceof CardError && expected.test(error.code), name);
  }
});

test('data in answer to a command that asks for none is refused within a session too', async () => {
  const card = new HandMadeCard();
  const secured = card.secured.bind(card);
  card.secured = (ins, ...rest) => {
    const answer = secured(ins, ...rest);
    return ins === 0xa4 ? card.sealed(new Uint8Array(3)) : answer;
  };
  const read = openCard(card.transport, { random }).readMyNumber(toUtf8('5678'), OPTIONS);
  await assert.rejects(read, { code: 'card/response' });
});

test('a session that the card lost is told as such and not used again', async () => {
  for (const status of ['6988', '69fc', '6882', '6987']) {
    const card = new HandMadeCard();
    card.answer = () => fromHex(status);
    const read = openCard(card.transport, { random }).readMyNumber(toUtf8('5678'), OPTIONS);
    await assert.rejects(read, { code: 'card/session', status: Number.parseInt(status, 16) });
    assert.equal(card.counter, 2);
  }
});

test('a card that gives no session, or a key that is none, ends the errand', async () => {
  for (const [status, code] of [
    ['6982', 'card/security-status'],
    ['66f1', 'card/unexpected-status'],
    ['6a80', 'card/unexpected-status'],
  ] as const) {
    const card = new HandMadeCard();
    card.session = () => fromHex(status);
    const read = openCard(card.transport, { random }).readMyNumber(toUtf8('5678'), OPTIONS);
    await assert.rejects(read, { code }, status);
  }
  const card = new HandMadeCard();
  const content = card.content.bind(card);
  card.content = () =>
    card.file === 6 ? text.sessionKey.map((byte, i) => (i === 13 ? 0 : byte)) : content();
  const read = openCard(card.transport, { random }).readMyNumber(toUtf8('5678'), OPTIONS);
  await assert.rejects(read, { code: 'card/file' });
});
