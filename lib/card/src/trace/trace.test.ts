import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toUtf8 } from '@kazasu/bytes';
import { COMMON, JUKI, MASTER_FILE_TAG, SURFACE } from '../application/index.ts';
import { AID, CardError, JPKI, openCard, PIN_RULES, sha256DigestInfo, TEXT } from '../index.ts';
import { LICENCE, LICENCE_AID } from '../licence/ef.ts';
import { CARD_NUMBER_REFERENCE, RESIDENCE, RESIDENCE_AID } from '../residence/ef.ts';
import { cardTransport } from '../virtual/index.ts';
import { PINS, SELECT_JPKI, SELECT_TEXT, testCard } from '../virtual/testing/card.ts';
import { applicationOf, dataObjectOf, fileOf } from './applications.ts';
import { type TraceEntry, tracedCard, tracedTransport, traceText } from './index.ts';

type ResidenceFile = `residence ${keyof typeof RESIDENCE | 'cardNumber'}`;
const RESIDENCE_FILES = Object.fromEntries(
  Object.entries({ ...RESIDENCE, cardNumber: CARD_NUMBER_REFERENCE & 0x1f }).map(([name, file]) => [
    `residence ${name}`,
    file,
  ]),
) as { readonly [name in ResidenceFile]: number };

/** Told, entry for entry: what and outcome. */
function told(entries: readonly TraceEntry[]): string[] {
  return entries.map(({ what, outcome }) => (outcome === undefined ? what : `${what} → ${outcome}`));
}

function traced(contents: 'mask' | 'show' = 'mask') {
  const entries: TraceEntry[] = [];
  const { card } = testCard();
  const watched = tracedCard(card, (entry) => entries.push(entry), { contents });
  const send = (hex: string) => watched.transmit(fromHex(hex.replaceAll(' ', '')));
  return { entries, send, watched };
}

test('a signature reads as sentences that know application, file and PIN', async () => {
  const entries: TraceEntry[] = [];
  let time = 0;
  const now = () => (time += 0.5);
  const transport = tracedTransport(cardTransport(testCard().card), (entry) => entries.push(entry), { now });
  const reader = openCard(transport);
  await reader.signWithAuthenticationKey(toUtf8(PINS.authentication), sha256DigestInfo(new Uint8Array(32)));
  await transport.close();
  assert.deepEqual(told(entries), [
    'SELECT application JPKI → ok',
    'SELECT EF 0018 authentication PIN → ok',
    'VERIFY authentication PIN (tries left) → 63C3: 3 tries left',
    'VERIFY authentication PIN **** → ok',
    'SELECT EF 0017 authentication key → ok',
    'COMPUTE DIGITAL SIGNATURE authentication key, 51 bytes → 256 bytes',
    'close',
  ]);
  assert.equal(entries[3]?.command, '00200080 ****');
  assert.deepEqual([entries[0]?.at, entries[0]?.duration, entries[1]?.at], [0.5, 0.5, 1.5]);
  assert.deepEqual([entries[4]?.application, entries[4]?.file], ['JPKI', 'EF 0017 authentication key']);
  assert.equal(entries[6]?.application, undefined, 'the card forgets its selection');
});

test('misses, blocks and refusals are named with the tries that are left', () => {
  const { entries, send } = traced();
  send(SELECT_JPKI);
  for (let miss = 0; miss < 4; miss += 1) send('00200098 04 30303030');
  send('00200098');
  send('00a4020c 02 0001');
  send('00b0000000');
  send('00a4040c 07 a0000002471001');
  assert.deepEqual(told(entries).slice(1), [
    'VERIFY authentication PIN **** → 63C2: wrong, 2 tries left',
    'VERIFY authentication PIN **** → 63C1: wrong, 1 try left',
    'VERIFY authentication PIN **** → 63C0: wrong, no tries left',
    'VERIFY authentication PIN **** → 6984: blocked',
    'VERIFY authentication PIN (tries left) → 63C0: no tries left',
    'SELECT EF 0001 signature certificate → ok',
    'READ BINARY offset 0, 256 bytes → 6982: needs a PIN first',
    'SELECT application unknown → 6A82: not found',
  ]);
  assert.equal(entries.at(-1)?.application, 'unknown', 'a card may select and say no');
});

test('reading by short file identifier names the file, and makes it the current one', () => {
  const { entries, send } = traced();
  send(SELECT_JPKI);
  send('00b08b0410');
  send('00b0010008');
  assert.deepEqual(told(entries).slice(1), [
    'READ BINARY EF 000B authentication CA certificate, offset 4, 16 bytes → 16 bytes',
    'READ BINARY offset 256, 8 bytes → 8 bytes',
  ]);
  assert.equal(entries[2]?.file, 'EF 000B authentication CA certificate');
});

test('only files that tell nothing about a person or a chip are written, unless contents are asked for', () => {
  const read = (contents: 'mask' | 'show', select: string, file: string) => {
    const { entries, send } = traced(contents);
    send(select);
    send('00200091 04 35363738');
    send(`00a4020c 02 ${file}`);
    send('00b0000004');
    return entries[3]?.response;
  };
  assert.equal(read('mask', SELECT_JPKI, '0002'), '30820523');
  for (const file of ['0006', '000a']) assert.equal(read('mask', SELECT_JPKI, file), '[4 bytes]', file);
  for (const file of ['0001', '0002', '0003']) {
    assert.equal(read('mask', SELECT_TEXT, file), '[4 bytes]', file);
  }
  assert.equal(read('show', SELECT_TEXT, '0001'), 'FF100C31');
});

test('a reset forgets the selection and is an entry of its own', () => {
  const { entries, send, watched } = traced();
  send(SELECT_JPKI);
  watched.reset();
  send('00a4020c 02 0018');
  assert.deepEqual(told(entries).slice(1), ['reset', 'SELECT EF 0018 unknown → 6A82: not found']);
});

test('selecting the master file is followed where the card follows', () => {
  const { entries, send } = traced();
  send(SELECT_JPKI);
  send('00a40000');
  send('00a40000 02 3f00');
  assert.deepEqual(told(entries).slice(1), [
    'SELECT master file → ok',
    'SELECT master file → 6A82: not found',
  ]);
  assert.equal(entries[1]?.application, 'JPKI', 'a My Number Card stays where it is');
  assert.equal(entries[2]?.application, 'unknown');
});

test('commands that only some cards know have their names', () => {
  const { entries, send } = traced();
  const card = (hex: string) => send(hex);
  card('00ca00f000');
  card('0084000010');
  card(`80ae000020${'41'.repeat(32)}`);
  card('0c20009e04 86020141');
  card('0cb0000004 9602010000');
  card('00200080 05 31');
  card('80fc0000');
  card('00ff0000');
  assert.deepEqual(
    entries.map(({ what }) => what),
    [
      'GET DATA 00F0 municipality',
      'GET CHALLENGE 16 bytes',
      'SET SESSION KEY',
      'SM VERIFY unknown PIN ****',
      'SM READ BINARY offset 0, 256 bytes',
      'malformed command',
      'phone profile',
      'unknown instruction',
    ],
  );
});

test('an error of the transport is written with its code and passed on', async () => {
  const entries: TraceEntry[] = [];
  const gone = {
    transmit: async () => Promise.reject(new CardError('card/removed', 'gone')),
    close: async () => {},
  };
  const transport = tracedTransport(gone, (entry) => entries.push(entry));
  await assert.rejects(transport.transmit(fromHex(SELECT_JPKI)), { code: 'card/removed' });
  assert.deepEqual(told(entries), ['SELECT application JPKI → no answer: card/removed']);
});

test('a sink that throws is left alone, and the card does not notice', () => {
  let calls = 0;
  const watched = tracedCard(testCard().card, () => {
    calls += 1;
    throw new Error('disk full');
  });
  watched.transmit(fromHex(SELECT_JPKI));
  assert.deepEqual([...watched.transmit(fromHex('00a4020c020018'))], [0x90, 0]);
  assert.equal(calls, 1);
});

test('the text form is aligned and short', () => {
  const { entries, send } = traced();
  send(SELECT_JPKI);
  send('00b08b0000');
  const [first, second] = entries.map((entry) => traceText({ ...entry, at: 12, duration: 0.25 }));
  assert.equal(
    first,
    `   1    0.012 s    0.25 ms  ${'SELECT application JPKI'.padEnd(64)} → ok\n` +
      `${' '.repeat(28)}00A4040C 0A D392F000260100000001 → 9000`,
  );
  const lines = (second ?? '').split('\n');
  assert.equal(lines.length, 2);
  assert.ok(lines.every((line) => line.length < 150) && lines[1]?.includes('…'));
});

/** Where each file of the other cards lies; in the master file where there is no AID. */
const OTHER_FILES: readonly (readonly [
  Uint8Array | undefined,
  ...(keyof typeof LICENCE | ResidenceFile)[],
])[] = [
  [undefined, 'commonData', 'pinSetting', 'pin1', 'pin2'],
  [undefined, 'residence commonData', 'residence cardType', 'residence cardNumber'],
  [LICENCE_AID.items, 'items', 'domicile', 'externalCharacters', 'changes', 'changedExternalCharacters'],
  [LICENCE_AID.items, 'domicileChanges', 'signature'],
  [LICENCE_AID.photo, 'photo'],
  [LICENCE_AID.reserved, 'reserved'],
  [RESIDENCE_AID.front, 'residence frontImage', 'residence portrait'],
  [RESIDENCE_AID.back, 'residence address', 'residence comprehensivePermission'],
  [RESIDENCE_AID.back, 'residence individualPermission', 'residence renewal'],
  [RESIDENCE_AID.signature, 'residence signature'],
];

test('every file and PIN that the project names has a row', () => {
  for (const [name, files] of [
    ['jpki', JPKI],
    ['text', TEXT],
    ['surface', SURFACE],
    ['juki', JUKI],
    ['common', COMMON],
  ] as const) {
    const rows = applicationOf(AID[name]).files;
    for (const [file, identifier] of Object.entries(files))
      assert.ok(rows.has(identifier), `${name} ${file}`);
  }
  for (const [name, { application, file }] of Object.entries(PIN_RULES)) {
    const rows = applicationOf(AID[application]).files;
    assert.ok(rows.has(file), name);
  }
  const named: string[] = [];
  for (const [aid, ...names] of OTHER_FILES) {
    const application = aid && applicationOf(aid);
    assert.notEqual(application?.name, 'unknown');
    for (const name of names) {
      const file = { ...LICENCE, ...RESIDENCE_FILES }[name];
      assert.ok(fileOf(application, file), `${application?.name ?? 'master file'} ${name}`);
      named.push(name);
    }
  }
  assert.deepEqual(named.sort(), Object.keys({ ...LICENCE, ...RESIDENCE_FILES }).sort());
  for (const [name, tag] of Object.entries(MASTER_FILE_TAG)) assert.ok(dataObjectOf(tag), name);
});
