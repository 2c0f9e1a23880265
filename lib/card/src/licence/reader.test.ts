import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { COMMANDS_MAX } from '../reader/guarded-transport.ts';
import { assertEndsInNoise } from '../testing/noise.ts';
import type { Transport } from '../transport.ts';
import { cardTransport } from '../virtual/index.ts';
import { encodePinSetting, type LicenceReader, NOTHING_ADDED, openLicence } from './index.ts';
import { CONTENTS, ITEMS, JP2, MOVED, testLicence } from './testing/licence.ts';
import { freshLicencePins, type LicenceMemory, licenceMemoryInRam } from './virtual/index.ts';

const pin1 = () => toUtf8('1234');
const pin2 = () => toUtf8('5678');

function traced(memory?: LicenceMemory, contents = CONTENTS) {
  const inner = cardTransport(testLicence(memory, contents).card);
  const sent: string[] = [];
  const transport: Transport = {
    transmit(command) {
      sent.push(toHex(command));
      return inner.transmit(command);
    },
    close: () => inner.close(),
  };
  return { sent, transport, reader: openLicence(transport) };
}

/** A card of three tries, of which this many are left for PIN 1. */
const left = (tries: number): LicenceMemory => {
  const pins = freshLicencePins('1234', '5678');
  return licenceMemoryInRam({ ...pins, licencePin1: { ...pins.licencePin1, triesLeft: tries } });
};

test('everything is read that the licence holds', async () => {
  const { reader } = traced();
  assert.equal((await reader.readCommonData()).expiryDate, '20290501');
  assert.equal(await reader.readPinSetting(), true);
  assert.deepEqual(await reader.readItems(pin1()), ITEMS);
  assert.equal(await reader.readDomicile(pin1(), pin2()), '東京都千代田区永田町一丁目');
  assert.deepEqual(await reader.readPhoto(pin1(), pin2()), JP2);
  assert.equal((await reader.readExternalCharacters(pin1())).length, 1);
  assert.deepEqual((await reader.readChanges(pin1())).changes, [MOVED]);
  assert.deepEqual(await reader.readDomicileChanges(pin1(), pin2()), { flag: NOTHING_ADDED, changes: [] });
  assert.equal((await reader.readSignature(pin1())).serial, '0000000000000001');
  const { items, domicile, photo, signature } = CONTENTS;
  assert.deepEqual(await reader.readSigned(pin1(), pin2()), { items, domicile, photo, signature });
});

test('the commands are those of the facts: PINs in the master file, then DF1', async () => {
  const { reader, sent } = traced();
  await reader.readDomicile(pin1(), pin2());
  assert.deepEqual(sent, [
    '00a40000',
    '00a4020c020001',
    '00200080',
    '002000800431323334',
    '00a4020c020002',
    '00200080',
    '002000800435363738',
    '00a4040c10a0000002310100000000000000000000',
    '00a4020c020002',
    '00b0000000',
  ]);
});

test('a licence without PINs of its owner is opened with four asterisks', async () => {
  const contents = { ...CONTENTS, pinSetting: encodePinSetting(false) };
  const memory = licenceMemoryInRam(freshLicencePins('****', '****'));
  const { reader, sent } = traced(memory, contents);
  assert.equal(await reader.readPinSetting(), false);
  assert.deepEqual(await reader.readPhoto(undefined, undefined), JP2);
  assert.equal(sent.filter((command) => command === '00200080042a2a2a2a').length, 2);
});

test('a miss names the PIN and its tries; asking costs none', async () => {
  const { reader } = traced();
  assert.equal(await reader.triesLeft('licencePin1'), 3);
  const wrong = reader.readDomicile(pin1(), toUtf8('0000'));
  await assert.rejects(wrong, { code: 'card/pin-wrong', pin: 'licencePin2', triesLeft: 2 });
  assert.equal(await reader.triesLeft('licencePin1'), 3);
  assert.equal(await reader.triesLeft('licencePin2'), 2);
});

test('with one try left nothing is tried unless the caller says so, and none left is blocked', async () => {
  const last = traced(left(1));
  await assert.rejects(last.reader.readItems(pin1()), { code: 'card/last-try', pin: 'licencePin1' });
  assert.equal(last.sent.filter((command) => command.startsWith('0020008004')).length, 0);
  await last.reader.readItems(pin1(), { useLastTry: true });
  const blocked = traced(left(0)).reader.readItems(pin1(), { useLastTry: true });
  await assert.rejects(blocked, { code: 'card/pin-blocked', triesLeft: 0 });
});

test('PIN bytes are zero afterwards, whatever happened', async () => {
  for (const [first, second] of [
    ['1234', '5678'],
    ['0000', '5678'],
    ['12a4', '5678'],
    ['1234', '567'],
  ] as const) {
    const pins = [toUtf8(first), toUtf8(second)] as const;
    await traced()
      .reader.readPhoto(...pins)
      .catch(() => {});
    assert.deepEqual([...pins[0], ...pins[1]], new Array(pins[0].length + pins[1].length).fill(0));
  }
});

test('a PIN of impossible form is refused before the card hears anything', async () => {
  const { reader, sent } = traced();
  for (const pin of ['123', '12345', '12a4', '****', ''])
    await assert.rejects(reader.readItems(toUtf8(pin)), { code: 'card/pin-format', pin: 'licencePin1' });
  await assert.rejects(reader.readPhoto(pin1(), toUtf8('1')), {
    code: 'card/pin-format',
    pin: 'licencePin2',
  });
  assert.deepEqual(sent, []);
});

const ERRANDS: { readonly [name: string]: (reader: LicenceReader) => Promise<unknown> } = {
  commonData: (reader) => reader.readCommonData(),
  triesLeft: (reader) => reader.triesLeft('licencePin2'),
  items: (reader) => reader.readItems(pin1()),
  changes: (reader) => reader.readChanges(pin1()),
  signed: (reader) => reader.readSigned(pin1(), pin2()),
};

/** Answers by instruction byte; what is not listed is 9000. */
function liar(answers: { readonly [ins: string]: (command: Uint8Array) => string }) {
  let commands = 0;
  const transport: Transport = {
    async transmit(command) {
      commands++;
      const ins = toHex(command.subarray(1, 2));
      if (ins === '20' && answers[ins] === undefined) return fromHex(command.length > 4 ? '9000' : '63c3');
      return fromHex(answers[ins]?.(command) ?? '9000');
    },
    close: () => Promise.resolve(),
  };
  return { reader: openLicence(transport), commands: () => commands };
}

test('a card that lies is told by its lie', async () => {
  const lies: [answers: Parameters<typeof liar>[0], errand: string, code: string][] = [
    [{ a4: () => '6a82' }, 'items', 'card/not-found'],
    [{ a4: () => '' }, 'items', 'card/response'],
    [{ a4: () => 'aa9000' }, 'commonData', 'card/response'],
    [{ 20: () => '9000' }, 'triesLeft', 'card/unexpected-status'],
    [{ 20: () => '6300' }, 'items', 'card/unexpected-status'],
    [{ 20: (command) => (command.length > 4 ? '6982' : '63c3') }, 'items', 'card/security-status'],
    [{ b0: () => '9000' }, 'commonData', 'card/response'],
    [{ b0: () => '6982' }, 'items', 'card/security-status'],
    [{ b0: () => `${'ff'.repeat(256)}9000` }, 'items', 'card/response'],
    [{ b0: () => `${'ff'.repeat(257)}9000` }, 'items', 'card/response'],
    [{ b0: () => 'ffff9000' }, 'items', 'card/file'],
    [{ b0: () => '1182ffff9000' }, 'items', 'card/file'],
    [{ b0: () => '110183119000' }, 'changes', 'card/file'],
    [{ b0: () => '6110', c0: () => '6110' }, 'signed', 'card/response'],
    [{ b0: () => '450b30303820240510202905014602451290009000' }, 'commonData', 'card/file'],
  ];
  for (const [answers, errand, code] of lies) {
    const card = liar(answers);
    const run = ERRANDS[errand]?.(card.reader) ?? Promise.resolve();
    await assert.rejects(run, { name: 'CardError', code }, JSON.stringify([errand, code]));
    assert(card.commands() <= COMMANDS_MAX);
  }
});

test('whatever a card answers, the reader ends with a value or a CardError after bounded work', async () => {
  const data = fc.oneof(
    { weight: 4, arbitrary: fc.constant(new Uint8Array()) },
    fc.uint8Array({ maxLength: 300 }),
    fc.constantFrom(...(Object.values(CONTENTS) as Uint8Array[]).map((file) => file.subarray(0, 256))),
  );
  const words = ['9000', '9000', '9000', '63c3', '6100', '6c10', '6b00', '6984', '0000'];
  const errands = Object.values(ERRANDS).map(
    (errand) => (transport: Transport) => errand(openLicence(transport)),
  );
  const codes = await assertEndsInNoise({ data, words, runs: 1000 }, errands);
  assert(codes.size >= 3, [...codes].join());
});
