import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { decodeCommand } from '../../apdu.ts';
import type { LicencePinName } from '../../pin.ts';
import { CONTENTS, testLicence } from '../testing/licence.ts';
import { freshLicencePins, type LicenceContents, licenceMemoryInRam } from './index.ts';

/** The same commands each time: what a run reaches is asserted too, and must not depend on chance. */
const SEED = 2;

const DF1 = '00a4040c10a0000002310100000000000000000000';
const DF2 = '00a4040c10a0000002310200000000000000000000';
const DF3 = '00a4040c10a0000002480300000000000000000000';
const MF = '00a40000';

function sender(licence = testLicence()) {
  return (hex: string) => toHex(licence.card.transmit(fromHex(hex.replaceAll(' ', ''))));
}

test('the master file is free, and the card is in it after power-on and after SELECT', () => {
  const send = sender();
  const common = toHex(CONTENTS.commonData);
  assert.equal(send('00a4020c022f01'), '9000');
  assert.equal(send('00b0000011'), `${common}9000`);
  assert.equal(send(DF1), '9000');
  assert.equal(send('00a4020c022f01'), '6a82');
  for (const select of [MF, '00a40000023f00', '00a4000c023f00']) {
    assert.equal(send(select), '9000');
    assert.equal(send('00a4020c02000a'), '9000');
    assert.equal(send('00b0800003'), '0501019000', 'P1 = 80 is the current file');
  }
  assert.equal(send('00a40000022f01'), '6a82');
});

test('PINs are asked for and verified by short identifier too, in the master file alone', () => {
  const send = sender();
  assert.equal(send('00200081'), '63c3');
  assert.equal(send('002000810431323334'), '9000');
  assert.equal(send('002000820430303030'), '63c2');
  assert.equal(send(DF1), '9000');
  assert.equal(send('002000820435363738'), '6981', 'EF 0002 of DF1 is no PIN');
});

test('a PIN that misses three times is blocked, for good', () => {
  const licence = testLicence();
  const send = sender(licence);
  for (const status of ['63c2', '63c1', '63c0', '6984']) assert.equal(send('002000810430303030'), status);
  assert.equal(send('002000810431323334'), '6984');
  licence.card.reset();
  assert.equal(send('00200081'), '63c0');
  assert.equal(send('002000820435363738'), '9000', 'the other PIN counts for itself');
});

/** File, where it is, and which PINs the specification wants for it. */
const ACCESS: [df: string, file: string, pins: readonly LicencePinName[]][] = [
  [DF1, '81', ['licencePin1']],
  [DF1, '82', ['licencePin1', 'licencePin2']],
  [DF1, '83', ['licencePin1']],
  [DF1, '84', ['licencePin1']],
  [DF1, '85', ['licencePin1']],
  [DF1, '86', ['licencePin1', 'licencePin2']],
  [DF1, '87', ['licencePin1']],
  [DF2, '81', ['licencePin1', 'licencePin2']],
  [DF3, '81', ['licencePin1']],
];

test('every file opens to its PINs and to nothing less', () => {
  const verify = { licencePin1: '002000810431323334', licencePin2: '002000820435363738' };
  for (const [df, file, pins] of ACCESS) {
    for (const shown of [[], ['licencePin1'], ['licencePin2'], ['licencePin1', 'licencePin2']] as const) {
      const send = sender();
      for (const name of shown) assert.equal(send(verify[name]), '9000');
      assert.equal(send(df), '9000');
      const opens = pins.every((name) => (shown as readonly string[]).includes(name));
      const answer = send(`00b0${file}0001`);
      assert.equal(answer.slice(-4), opens ? '9000' : '6982', `${df} ${file} with ${shown.join()}`);
    }
  }
});

test('what was shown outlasts SELECT, not a reset, and a miss takes it back', () => {
  const licence = testLicence();
  const send = sender(licence);
  const readable = () => {
    send(DF1);
    return send('00b0810003').slice(-4) === '9000';
  };
  send('002000810431323334');
  assert(readable());
  send(MF);
  send(DF2);
  assert(readable());
  send(MF);
  send('002000810430303030');
  assert(!readable());
  send(MF);
  send('002000810431323334');
  licence.card.reset();
  assert(!readable());
});

test('files that personalisation left out are there, full of FF', () => {
  const { commonData, pinSetting, items, domicile, signature, photo } = CONTENTS;
  const contents: LicenceContents = { commonData, pinSetting, items, domicile, signature, photo };
  const send = sender(testLicence(undefined, contents));
  send('002000810431323334');
  send(DF1);
  assert.equal(send('00b08500000297'), `${'ff'.repeat(663)}9000`);
  assert.equal(send('00b084000002ff'), `${'ff'.repeat(640)}9000`);
});

test('what a licence does not do is refused', () => {
  const send = sender();
  for (const [command, status] of [
    ['00240180 04 39393939', '6d00'],
    [`802a0080 33 ${'00'.repeat(51)} 00`, '6d00'],
    ['0084000008', '6d00'],
    ['00d6000001aa', '6d00'],
    ['00a4040c07a0000002310100', '6a82'],
  ] as const)
    assert.equal(send(command), status, command);
});

const SECRET = { items: 'c0ffee01', both: 'c0ffee02' } as const;
const GUARDED: LicenceContents = {
  ...CONTENTS,
  items: fromHex(SECRET.items.repeat(220)),
  externalCharacters: fromHex(SECRET.items.repeat(66)),
  changes: fromHex(SECRET.items.repeat(160)),
  signature: fromHex(SECRET.items.repeat(144)),
  domicile: fromHex(SECRET.both.repeat(20)),
  domicileChanges: fromHex(SECRET.both.repeat(64)),
  photo: fromHex(SECRET.both.repeat(501)),
};
const PINS = { licencePin1: '7391', licencePin2: '6284' };

const template = fc.constantFrom(
  ...[
    MF,
    DF1,
    DF2,
    DF3,
    '00a4020c020001',
    '00a4020c020002',
    '00a4020c022f01',
    '00b0000000',
    '00b0800000',
    '00b0810000',
    '00b0820000',
    '00b08100000000',
    '00b0870000',
    '00200080',
    '00200081',
    '002000810430303030',
    '002000820430303030',
    '00200081042a2a2a2a',
    '0020008004',
    '08b0810000',
  ].map(fromHex),
);
const mutated = fc
  .tuple(
    template,
    fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 3 }),
  )
  .map(([bytes, changes]) => {
    const copy = Uint8Array.from(bytes);
    for (const [at, value] of changes) copy[at % copy.length] = value;
    return copy;
  });
const arbitrary = fc.uint8Array({ maxLength: 24 });
const right = fc
  .constantFrom('licencePin1' as const, 'licencePin2' as const)
  .map((name) => concat(fromHex(name === 'licencePin1' ? '0020008104' : '0020008204'), toUtf8(PINS[name])));

const verifiesWith = (command: Uint8Array): boolean => {
  try {
    const { cla, ins, data } = decodeCommand(command);
    return cla === 0 && ins === 0x20 && data.length > 0;
  } catch {
    return false;
  }
};

test('10,000 commands without a right PIN: always a status, no secret, six misses at most', () => {
  let commands = 0;
  const statuses = new Set<string>();
  const step = fc.oneof({ weight: 5, arbitrary: template }, { weight: 3, arbitrary: mutated }, arbitrary);
  fc.assert(
    fc.property(fc.array(step, { minLength: 100, maxLength: 100 }), (sequence) => {
      const { licencePin1, licencePin2 } = PINS;
      const memory = licenceMemoryInRam(freshLicencePins(licencePin1, licencePin2));
      const { card } = testLicence(memory, GUARDED);
      let misses = 0;
      for (const command of sequence) {
        const answer = toHex(card.transmit(command));
        commands++;
        assert(answer.length >= 4);
        assert(!answer.includes('c0ffee'), 'a secret');
        const status = answer.slice(-4);
        statuses.add(status);
        if (!verifiesWith(command)) continue;
        assert.notEqual(status, '9000');
        if (status.startsWith('63c')) misses++;
      }
      assert(misses <= 6, `${misses} misses`);
    }),
    { numRuns: 100, seed: SEED },
  );
  assert.equal(commands, 10_000);
  for (const reached of [
    '9000',
    '63c2',
    '63c0',
    '6982',
    '6984',
    '6981',
    '6a82',
    '6a86',
    '6700',
    '6d00',
    '6b00',
  ])
    assert(statuses.has(reached), `the fuzzing reaches ${reached}`);
});

test('with right PINs among them a secret is seen only after all of its PINs', () => {
  const seen = new Set<string>();
  const step = fc.oneof(
    { weight: 12, arbitrary: template },
    { weight: 2, arbitrary: mutated },
    { weight: 5, arbitrary: right },
    { weight: 1, arbitrary: fc.constant('reset' as const) },
  );
  const fresh = freshLicencePins(PINS.licencePin1, PINS.licencePin2);
  fc.assert(
    fc.property(fc.array(step, { minLength: 100, maxLength: 100 }), (sequence) => {
      const memory = licenceMemoryInRam(fresh);
      const { card } = testLicence(memory, GUARDED);
      const shown = new Set<string>();
      for (const command of sequence) {
        if (command === 'reset') {
          card.reset();
          shown.clear();
          continue;
        }
        memory.write(fresh);
        const answer = toHex(card.transmit(command));
        if (answer.includes(SECRET.items)) {
          assert(shown.has(PINS.licencePin1));
          seen.add(SECRET.items);
        }
        if (answer.includes(SECRET.both)) {
          assert(shown.has(PINS.licencePin1) && shown.has(PINS.licencePin2));
          seen.add(SECRET.both);
        }
        if (answer === '9000' && verifiesWith(command)) {
          shown.add(String.fromCharCode(...command.subarray(5)));
        }
      }
    }),
    { numRuns: 100, seed: SEED },
  );
  assert.equal(seen.size, 2, 'the fuzzing does reach both');
});
