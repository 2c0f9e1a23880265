import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { concat, fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { COMMANDS_MAX } from '../reader/guarded-transport.ts';
import { assertEndsInNoise } from '../testing/noise.ts';
import type { Transport } from '../transport.ts';
import { cardTransport } from '../virtual/index.ts';
import { keyFrom, openHandshake, sealHandshake } from './handshake.ts';
import {
  encodeCardType,
  encodePortrait,
  openResidenceCard,
  parseFrontImage,
  parsePortrait,
  parseResidenceSignature,
} from './index.ts';
import { nodeTripleDes } from './node/index.ts';
import { ADDRESS, CARD_NUMBER, CONTENTS, testCard } from './testing/card.ts';
import type { ResidenceContents } from './virtual/index.ts';

const OPTIONS = { tripleDes: nodeTripleDes, random: (length: number) => randomBytes(length) };
const number = () => toUtf8(CARD_NUMBER);

/** A reader over a card whose answers may be changed on their way. */
function over(
  card = testCard(),
  change: (answer: Uint8Array, command: Uint8Array, count: number) => Uint8Array = (answer) => answer,
) {
  const inner = cardTransport(card);
  const sent: string[] = [];
  const transport: Transport = {
    async transmit(command) {
      sent.push(toHex(command));
      const copy = Uint8Array.from(command);
      return change(await inner.transmit(command), copy, sent.length);
    },
    close: () => inner.close(),
  };
  return { sent, reader: openResidenceCard(transport, OPTIONS) };
}

test('everything is read that the card holds', async () => {
  const { reader } = over();
  assert.deepEqual(await reader.readCommonData(), { version: '0001', type: 'residenceCard' });
  const session = await reader.authenticate(number());
  assert.deepEqual(await session.readFrontImage(), parseFrontImage(CONTENTS.frontImage));
  assert.deepEqual(await session.readPortrait(), parsePortrait(CONTENTS.portrait));
  assert.deepEqual(await session.readAddress(), ADDRESS);
  assert.deepEqual(await session.readPermissions(), {
    comprehensive: '許可（原則週２８時間以内）',
    individual: '',
  });
  assert.equal(await session.readRenewal(), true);
  assert.deepEqual(await session.readSignature(), parseResidenceSignature(CONTENTS.signature));
});

test('a certificate of a special permanent resident has neither permissions nor a renewal', async () => {
  const { comprehensivePermission: _c, individualPermission: _i, renewal: _r, ...rest } = CONTENTS;
  const contents: ResidenceContents = { ...rest, cardType: encodeCardType('specialPermanentResident') };
  const { reader } = over(testCard(contents));
  assert.equal((await reader.readCommonData()).type, 'specialPermanentResident');
  const session = await reader.authenticate(number());
  await assert.rejects(session.readPermissions(), { code: 'card/not-found' });
  await assert.rejects(session.readRenewal(), { code: 'card/not-found' });
  assert.equal((await session.readAddress()).municipality, '131016');
});

test('a child has no portrait', async () => {
  const contents = { ...CONTENTS, portrait: encodePortrait(new Uint8Array()) };
  const session = await over(testCard(contents)).reader.authenticate(number());
  assert.equal((await session.readPortrait()).length, 0);
});

test('a card of the second generation is told apart before anything is tried', async () => {
  const { reader } = over(testCard({ ...CONTENTS, cardType: fromHex('c1023035') }));
  await assert.rejects(reader.readCommonData(), { code: 'card/file' });
});

test('another number opens nothing, however often; its bytes and those of the right one are zero', async () => {
  const { reader } = over();
  for (let i = 0; i < 20; i++) {
    const wrong = toUtf8('AB12345678CE');
    await assert.rejects(reader.authenticate(wrong), { code: 'card/pin-wrong', triesLeft: undefined });
    assert.deepEqual([...wrong], new Array(12).fill(0));
  }
  const right = number();
  await reader.authenticate(right);
  assert.deepEqual([...right], new Array(12).fill(0));
});

test('a number of impossible form is refused before authentication', async () => {
  const { reader, sent } = over();
  for (const text of ['AB12345678C', 'ab12345678cd', '1234'])
    await assert.rejects(reader.authenticate(toUtf8(text)), { code: 'card/pin-format' });
  assert.equal(sent.filter((command) => command.startsWith('0084')).length, 0);
});

test('a session ends with power, and with its key', async () => {
  const card = testCard();
  const { reader } = over(card);
  const session = await reader.authenticate(number());
  card.reset();
  await assert.rejects(session.readPortrait(), { code: 'card/session' });
  await assert.rejects(session.readAddress(), { code: 'card/security-status' });
  const again = await reader.authenticate(number());
  again.end();
  await assert.rejects(again.readPortrait(), { name: 'CardError' });
});

test('a card that cannot prove that it knows the number is not believed', async () => {
  const cases: [name: string, change: (data: Uint8Array) => Uint8Array][] = [
    ['another MAC', (data) => data.map((octet, index) => (index === 39 ? octet ^ 1 : octet))],
    ['another ciphertext', (data) => data.map((octet, index) => (index === 0 ? octet ^ 1 : octet))],
    ['too short', (data) => data.subarray(1)],
    ['nothing', () => new Uint8Array()],
  ];
  for (const [name, change] of cases) {
    const { reader } = over(testCard(), (answer, command) =>
      command[1] === 0x82 ? concat(change(answer.subarray(0, -2)), answer.subarray(-2)) : answer,
    );
    await assert.rejects(reader.authenticate(number()), { code: 'card/response' }, name);
  }
  // Our own proof sent back: its MAC is right, its challenges are in the other order.
  const mirror = over(testCard(), (answer, command) =>
    command[1] === 0x82 ? concat(command.subarray(5, 45), fromHex('9000')) : answer,
  );
  await assert.rejects(mirror.reader.authenticate(number()), { code: 'card/response' });
});

test('an answer under the right number but from another conversation is not believed', async () => {
  const key = keyFrom(createHash('sha1').update(CARD_NUMBER).digest());
  let challenge = new Uint8Array();
  const stale = new Uint8Array(8).fill(9);
  for (const replayed of ['the card', 'the terminal'] as const) {
    const { reader } = over(testCard(), (answer, command) => {
      if (command[1] === 0x84) challenge = Uint8Array.from(answer.subarray(0, 8));
      if (command[1] !== 0x82) return answer;
      const terminal = openHandshake(nodeTripleDes, key, command.subarray(5, 45));
      const content = {
        ownChallenge: replayed === 'the card' ? stale : challenge,
        otherChallenge: replayed === 'the terminal' ? stale : (terminal?.ownChallenge ?? stale),
        keyHalf: new Uint8Array(16),
      };
      return concat(sealHandshake(nodeTripleDes, key, content), fromHex('9000'));
    });
    const outcome = reader.authenticate(number());
    await assert.rejects(
      outcome,
      { code: 'card/response', message: /prove/ },
      `a stale challenge of ${replayed}`,
    );
  }
});

test('more than was asked for within a session is refused', async () => {
  const inner = cardTransport(testCard());
  const transport: Transport = {
    transmit: (command) => inner.transmit(fromHex(toHex(command).replace(/^(08b0.*)96020400/, '$196020800'))),
    close: () => inner.close(),
  };
  const session = await openResidenceCard(transport, OPTIONS).authenticate(number());
  await assert.rejects(session.readFrontImage(), { code: 'card/response' });
});

test('a card that lies in a session is told by its lie', async () => {
  const lies: [answer: (whole: Uint8Array) => string, code: string][] = [
    [() => '9000', 'card/response'],
    [() => '6988', 'card/session'],
    [() => '69fc', 'card/session'],
    [() => '6982', 'card/security-status'],
    [() => '6a82', 'card/not-found'],
    [() => '6b00', 'card/response'],
    [() => 'aabb9000', 'card/response'],
    [() => '860901000000000000000000' + '9000', 'card/response'],
    [(whole) => `${toHex(whole.subarray(0, -2))}009000`, 'card/response'],
    [
      (whole) => `${toHex(whole).replace(/^868204..01/, (start) => `${start.slice(0, -2)}02`)}`,
      'card/response',
    ],
  ];
  for (const [answer, code] of lies) {
    const { reader } = over(testCard(), (whole, command) =>
      command[0] === 0x08 && command[1] === 0xb0 ? fromHex(answer(whole)) : whole,
    );
    const session = await reader.authenticate(number());
    await assert.rejects(session.readFrontImage(), { name: 'CardError', code }, code);
  }
});

test('a file without end is refused, and a card that answers in crumbs is cut off', async () => {
  const endless = over(testCard(), (answer, command) =>
    command[0] === 0 && command[1] === 0xb0 ? concat(new Uint8Array(256).fill(1), fromHex('9000')) : answer,
  );
  const session = await endless.reader.authenticate(number());
  await assert.rejects(session.readAddress(), { code: 'card/response' });
  assert(endless.sent.length < 45);
  const crumbs = over(testCard(), (answer, command) => (command[1] === 0xb0 ? fromHex('6101') : answer));
  const other = await crumbs.reader.authenticate(number());
  await assert.rejects(other.readPortrait(), { name: 'CardError' });
  assert(crumbs.sent.length < COMMANDS_MAX + 12);
});

test('whatever a card answers, the reader ends with a value or a CardError after bounded work', async () => {
  const data = fc.oneof(
    fc.constant(new Uint8Array()),
    fc.uint8Array({ maxLength: 64 }),
    fc.constantFrom(new Uint8Array(8), new Uint8Array(40), fromHex('c10131'), fromHex('c00430303031')),
  );
  const words = ['9000', '9000', '9000', '6100', '6c10', '6b00', '6300', '6988', '0000'];
  const codes = await assertEndsInNoise({ data, words, runs: 1000 }, [
    (transport) => openResidenceCard(transport, OPTIONS).readCommonData(),
    (transport) => openResidenceCard(transport, OPTIONS).authenticate(number()),
  ]);
  assert(codes.size >= 3, [...codes].join());
});
