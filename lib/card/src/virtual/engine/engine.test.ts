import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toHex } from '@kazasu/bytes';
import { COMMON_INSTRUCTIONS } from '../command/index.ts';
import { type CardFile, type CardLayout, createCard, type PinFile, type SecureChannel } from './index.ts';

const PIN_RULE = { lengthMin: 4, lengthMax: 4, tries: 3, characters: 'digits' } as const;
const pin = (name: string): PinFile => ({ kind: 'pin', pin: name, rule: PIN_RULE, changedBy: 'none' });
const data = (hex: string, access: Extract<CardFile, { kind: 'data' }>['access']): CardFile => ({
  kind: 'data',
  content: fromHex(hex),
  access,
});

/** A card that is no My Number Card: PINs in a master file that can be selected, a file that wants both. */
const LAYOUT: CardLayout = {
  masterFile: {
    files: new Map([
      [0x0001, pin('first')],
      [0x0002, pin('second')],
      [0x2f01, data('aabbcc', 'free')],
    ]),
    dataObjects: new Map(),
    everywhere: new Set(),
    selectable: true,
  },
  applications: [
    {
      aid: fromHex('a00000023101'),
      files: new Map<number, CardFile>([
        [0x0001, data('0101', { anyOf: ['first'] })],
        [0x0002, data('0202', { allOf: ['first', 'second'] })],
        [0x0003, pin('local')],
        [0x0004, data('0404', { anyOf: ['local'] })],
        [0x0005, data('0505', { allOf: [] })],
        [0x0006, data('0606', { anyOf: [] })],
      ]),
    },
    { aid: fromHex('a00000023102'), files: new Map([[0x0004, data('1414', { anyOf: ['local'] })]]) },
  ],
  powerOnAids: [],
  instructions: COMMON_INSTRUCTIONS,
};

function card(layout = LAYOUT) {
  let pins: Readonly<Record<string, { value: string; triesLeft: number }>> = {
    first: { value: '1111', triesLeft: 3 },
    second: { value: '2222', triesLeft: 3 },
    local: { value: '3333', triesLeft: 3 },
  };
  const memory = {
    read: () => pins,
    write: (next: typeof pins) => {
      pins = next;
    },
  };
  const chip = createCard(layout, { memory, random: (length) => new Uint8Array(length) });
  return { chip, send: (hex: string) => toHex(chip.transmit(fromHex(hex.replaceAll(' ', '')))) };
}

const SELECT_ONE = '00a4040c06a00000023101';
const SELECT_TWO = '00a4040c06a00000023102';

test('what was shown in the master file lasts into an application; what was shown there ends with it', () => {
  const { send, chip } = card();
  assert.equal(send('00200081 04 31313131'), '9000');
  send(SELECT_ONE);
  assert.equal(send('00b0810000'), '01019000');
  assert.equal(send('00b0820000'), '6982', 'both are wanted');
  assert.equal(send('00200083 04 33333333'), '9000');
  assert.equal(send('00b0840000'), '04049000');
  send(SELECT_TWO);
  assert.equal(send('00b0840000'), '6982');
  assert.equal(send('00a40000'), '9000');
  assert.equal(send('00200082 04 32323232'), '9000');
  send(SELECT_ONE);
  assert.equal(send('00b0820000'), '02029000');
  chip.reset();
  send(SELECT_ONE);
  assert.equal(send('00b0810000'), '6982');
});

test('a miss in the master file takes back what was shown there', () => {
  const { send } = card();
  send('00200081 04 31313131');
  assert.equal(send('00200081 04 30303030'), '63c2');
  send(SELECT_ONE);
  assert.equal(send('00b0810000'), '6982');
});

test('an access rule without any condition opens nothing', () => {
  const { send } = card();
  send(SELECT_ONE);
  assert.equal(send('00b0850000'), '6982');
  assert.equal(send('00b0860000'), '6982');
});

test('a master file that can be selected is reached without data and by 3F00, and holds files of its own', () => {
  const { send } = card();
  for (const select of ['00a40000', '00a4000c023f00']) {
    send(SELECT_ONE);
    assert.equal(send(select), '9000');
    assert.equal(send('00a4020c022f01'), '9000');
    assert.equal(send('00b0000000'), 'aabbcc9000');
  }
  assert.equal(send('00a400000000').slice(-4), '6700');
  assert.equal(send('00a4000002 3f00 00'), '6f0483023f009000');
  assert.equal(send('00a4000c022f01'), '6a82');
});

test('a layout brings its own instructions, authentications and secure messaging', () => {
  const seen: string[] = [];
  /** Turns every byte over; says 6988 to a message without any. */
  const channel: SecureChannel = {
    open: (command) =>
      command.data.length === 0 ? 0x6988 : { ...command, cla: 0, data: new Uint8Array(), le: 2 },
    seal: (answer) => ({ ...answer, data: answer.data.map((octet) => octet ^ 0xff) }),
  };
  const { send } = card({
    ...LAYOUT,
    instructions: new Map([
      ...COMMON_INSTRUCTIONS,
      [
        0x0082,
        ({ session }, { data: answer }) => {
          seen.push(toHex(answer), toHex(session.challenge ?? Uint8Array.of()));
          session.verified.add('local');
          session.channel = channel;
          return { data: new Uint8Array(), status: 0x9000 };
        },
      ],
    ]),
  });
  send(SELECT_ONE);
  send('0084000004');
  assert.equal(send('00820000 01 77'), '9000');
  assert.deepEqual(seen, ['77', '00000000']);
  assert.equal(send('00b0840000'), '04049000');
  assert.equal(send('08b08400 01 aa 00'), 'fbfb9000');
  assert.equal(send('08b08400'), '6988');
  assert.equal(send('08b08400 01 aa 00'), '69fc');
  send(SELECT_TWO);
  assert.equal(send('00b0840000'), '6982');
});
