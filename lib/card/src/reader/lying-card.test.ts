import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import type { CardErrorCode } from '../error.ts';
import type { Transport } from '../transport.ts';
import { openCard } from './index.ts';
import { PATIENCE } from './testing/errands.ts';

interface Liar {
  readonly transport: Transport;
  commands: number;
}

/** Answers by instruction byte; what is not listed is `9000`. */
function liar(answers: { readonly [ins: string]: (command: Uint8Array, count: number) => Uint8Array }): Liar {
  const self: Liar = {
    commands: 0,
    transport: {
      async transmit(command) {
        self.commands++;
        const ins = (command[1] as number).toString(16).padStart(2, '0');
        return answers[ins]?.(command, self.commands) ?? fromHex('9000');
      },
      close: () => Promise.resolve(),
    },
  };
  return self;
}

async function refused(card: Liar, code: CardErrorCode): Promise<void> {
  await assert.rejects(openCard(card.transport).readAuthenticationCertificate(), { name: 'CardError', code });
  assert(card.commands <= PATIENCE, `${card.commands} commands`);
}

const bytes = (hex: string) => () => fromHex(hex);
const filled = (length: number) => concat(new Uint8Array(length).fill(0x30), fromHex('9000'));

test('an answer without a status word, or longer than any answer, is refused', async () => {
  await refused(liar({ a4: bytes('') }), 'card/response');
  await refused(liar({ a4: bytes('90') }), 'card/response');
  await refused(liar({ b0: () => filled(70_000) }), 'card/response');
});

test('more data than was asked for is refused', async () => {
  await refused(liar({ b0: () => filled(5) }), 'card/response');
  await refused(liar({ a4: bytes('aa9000') }), 'card/response');
});

test('a certificate that is no DER SEQUENCE of plausible length is refused', async () => {
  for (const header of ['31820400', '30800000', '30840400', '30822001', '3082ffff', '308200ff', '00000000'])
    await refused(liar({ b0: bytes(`${header}9000`) }), 'card/file');
});

test('a card that ends before the length it told is refused', async () => {
  for (const end of ['9000', '6b00']) {
    const card = liar({ b0: (command) => fromHex(command[3] === 0 ? '308206009000' : end) });
    await refused(card, 'card/response');
    assert.equal(card.commands, 4, 'at once');
  }
});

test('short reads are put together, but not without end', async () => {
  const whole = concat(fromHex('30820400'), new Uint8Array(1024).fill(7));
  const piecemeal = (size: number) => (command: Uint8Array) => {
    const at = (command[2] as number) * 256 + (command[3] as number);
    const wanted = command[4] || 256;
    return concat(whole.subarray(at, at + Math.min(wanted, size)), fromHex('9000'));
  };
  const patient = liar({ b0: piecemeal(100) });
  assert.equal(toHex(await openCard(patient.transport).readAuthenticationCertificate()), toHex(whole));
  await refused(liar({ b0: piecemeal(1) }), 'card/response');
});

test('endless 61xx and 6Cxx are cut off', async () => {
  await refused(liar({ a4: bytes('6110'), c0: bytes('6110') }), 'card/response');
  await refused(liar({ b0: bytes('6104'), c0: bytes('6104') }), 'card/response');
  await refused(liar({ b0: () => fromHex('6c04') }), 'card/unexpected-status');
  await refused(liar({ a4: bytes('6c04') }), 'card/response');
});

test('an answer in pieces by 61xx and a corrected Le by 6Cxx are followed', async () => {
  const certificate = concat(fromHex('30820100'), new Uint8Array(256).fill(9));
  const card = liar({
    b0: (command, count) => {
      if (command[3] === 0)
        return count === 3 ? fromHex('6c04') : concat(certificate.subarray(0, 4), fromHex('9000'));
      return concat(certificate.subarray(4, 100), fromHex('61a0'));
    },
    c0: () => concat(certificate.subarray(100), fromHex('9000')),
  });
  assert.equal(toHex(await openCard(card.transport).readAuthenticationCertificate()), toHex(certificate));
});

test('a file without end and an empty file are refused', async () => {
  const tries = { 20: (command: Uint8Array) => fromHex(command.length > 4 ? '9000' : '63c3') };
  for (const b0 of [() => filled(256), bytes('9000')]) {
    const card = liar({ ...tries, b0 });
    await assert.rejects(openCard(card.transport).readMyNumber(toUtf8('5678')), { code: 'card/response' });
    assert(card.commands <= 5 + 33, 'no more than the longest file takes');
  }
});

test('garbage where data objects should be is refused', async () => {
  const tries = { 20: (command: Uint8Array) => fromHex(command.length > 4 ? '9000' : '63c3') };
  for (const file of ['ff100c31', 'ff1084ffffffff', 'df', 'ff20820330df2108']) {
    const card = liar({ ...tries, b0: bytes(`${file}9000`) });
    await assert.rejects(openCard(card.transport).readFourItems(toUtf8('5678')), { code: 'card/file' });
  }
});

test('a data object longer than any is refused, also when the card wants an extended Le for it', async () => {
  const card = liar({ ca: (command) => (command.length > 5 ? filled(20_000) : fromHex('6700')) });
  await assert.rejects(openCard(card.transport).readMasterFile(), { code: 'card/response' });
  const long = liar({ ca: (command) => (command.length > 5 ? filled(600) : fromHex('6700')) });
  const objects = await openCard(long.transport).readMasterFile();
  assert.equal(objects['00f8']?.length, 600);
});

test('a card that verifies a PIN and does not change it is not believed to have', async () => {
  for (const ins of ['24', '32']) {
    const card = liar({
      20: (command) => fromHex(command.length > 4 ? '9000' : '63c3'),
      [ins]: bytes('6985'),
    });
    const name = ins === '24' ? 'text' : 'juki';
    const change = openCard(card.transport).changePin(name, toUtf8('5678'), toUtf8('1111'));
    await assert.rejects(change, { code: 'card/unexpected-status', status: 0x6985 });
  }
});

test('a signature of another length, and a tries query that tells no number, are refused', async () => {
  const signing = liar({
    20: (command) => fromHex(command.length > 4 ? '9000' : '63c3'),
    '2a': () => filled(255),
  });
  const signature = openCard(signing.transport).signWithAuthenticationKey(toUtf8('1234'), new Uint8Array(51));
  await assert.rejects(signature, { code: 'card/response' });
  for (const status of ['9000', '6300', '6d00']) {
    const card = liar({ 20: bytes(status) });
    await assert.rejects(openCard(card.transport).triesLeft('text'), { code: 'card/unexpected-status' });
    const verify = openCard(card.transport).readMyNumber(toUtf8('5678'));
    await assert.rejects(verify, { code: 'card/unexpected-status' });
  }
  for (const status of ['6983', '6984']) {
    assert.equal(await openCard(liar({ 20: bytes(status) }).transport).triesLeft('text'), 0);
  }
});
