import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { decodeCommand } from '../apdu.ts';
import { PIN_RULES, type PinName } from '../pin.ts';
import {
  type CardContents,
  type CardMemory,
  cardTransport,
  createVirtualCard,
  memoryInRam,
} from './index.ts';
import { CONTENTS } from './testing/card.ts';

/** PINs that none of the generators below writes by itself. */
const PINS = { authentication: '7391', signature: 'ZX81QL', text: '6284' } as const;
const PIN_NAMES = ['authentication', 'signature', 'text'] as const;

/** Eight bytes that stand for a secret: no command contains them, so no echo can show them. */
const SECRETS = {
  signatureFile: 'c0ffee0181828384',
  textFile: 'c0ffee0291929394',
  authenticationKey: 'c0ffee03a1a2a3a4',
  signatureKey: 'c0ffee04b1b2b3b4',
} as const;
/** Which PIN must have been verified before a secret may be seen. */
const GUARDS: { readonly [secret in keyof typeof SECRETS]: PinName } = {
  signatureFile: 'signature',
  textFile: 'text',
  authenticationKey: 'authentication',
  signatureKey: 'signature',
};

const repeated = (hex: string, length: number) => fromHex(hex.repeat(length / 8));
const secretText = repeated(SECRETS.textFile, 512);
const GUARDED: CardContents = {
  ...CONTENTS,
  jpki: { ...CONTENTS.jpki, signatureCertificate: repeated(SECRETS.signatureFile, 1024) },
  text: { ...CONTENTS.text, myNumber: secretText, fourItems: secretText, integrity: secretText },
};

function guardedCard(memory: CardMemory = memoryInRam(PINS)) {
  return createVirtualCard({
    contents: GUARDED,
    memory,
    keys: {
      sign: (key) => repeated(key === 'signature' ? SECRETS.signatureKey : SECRETS.authenticationKey, 256),
      signPss: () => undefined,
      decryptOaep: () => undefined,
    },
    random: (length) => new Uint8Array(length),
  });
}

const octet = fc.nat({ max: 255 });
const someBytes = fc.uint8Array({ maxLength: 24 });

/** Commands that get somewhere, as clients send them. */
const TEMPLATES = [
  '00a4040c0ad392f000260100000001',
  '00a4040c0ad3921000310001010408',
  '00a404000ad392f00026010000000100',
  '00a4020c020001',
  '00a4020c020002',
  '00a4020c020011',
  '00a4020c020018',
  '00a4020c02001b',
  '00a4020c02001a',
  '00b0000000',
  '00b08100000000',
  '00b0820000',
  '00b0830008',
  '00200080',
  '0020008000',
  '002000800430303030',
  '002000980430303030',
  '0020009b06414141414141',
  '002000910430303030',
  '002401980439393939',
  '0024018006414141414141',
  `802a008033${'00'.repeat(51)}00`,
  `802a009733${'00'.repeat(51)}00`,
  `802a009a000033${'00'.repeat(51)}0100`,
].map(fromHex);

const template = fc.constantFrom(...TEMPLATES);
const mutated = fc
  .tuple(template, fc.array(fc.tuple(fc.nat({ max: 80 }), octet), { minLength: 1, maxLength: 3 }), octet)
  .map(([bytes, changes, cut]) => {
    const copy = Uint8Array.from(bytes);
    for (const [at, value] of changes) copy[at % copy.length] = value;
    return cut < 32 ? copy.subarray(0, cut % copy.length) : copy;
  });
const verify = fc
  .tuple(fc.constantFrom(0x80, 0x91, 0x98, 0x9b), fc.uint8Array({ minLength: 1, maxLength: 18 }))
  .map(([p2, pin]) => concat(Uint8Array.of(0, 0x20, 0, p2, pin.length), pin));
const wrongCommand = fc.oneof(
  { weight: 6, arbitrary: template },
  { weight: 3, arbitrary: mutated },
  { weight: 2, arbitrary: verify },
  { weight: 1, arbitrary: someBytes },
);
const rightVerify = fc
  .constantFrom(...PIN_NAMES)
  .map((name) =>
    concat(Uint8Array.of(0, 0x20, 0, 0x80 + PIN_RULES[name].file, PINS[name].length), toUtf8(PINS[name])),
  );

const statusOf = (answer: Uint8Array): number => (answer.at(-2) ?? 0) * 256 + (answer.at(-1) ?? 0);
const isVerifyWithData = (command: Uint8Array): boolean => {
  try {
    const { cla, ins, data } = decodeCommand(command);
    return cla === 0 && ins === 0x20 && data.length > 0;
  } catch {
    return false;
  }
};
const secretsIn = (answer: Uint8Array): (keyof typeof SECRETS)[] => {
  const hex = toHex(answer);
  return (Object.keys(SECRETS) as (keyof typeof SECRETS)[]).filter((name) =>
    hex.includes(SECRETS[name].slice(0, 8)),
  );
};

test('10,000 commands without the right PIN: always a status, no secret, no more misses than the card has tries', () => {
  let commands = 0;
  let blockedRuns = 0;
  const statuses = new Set<number>();
  fc.assert(
    fc.property(fc.array(wrongCommand, { minLength: 100, maxLength: 100 }), (sequence) => {
      const card = guardedCard();
      let misses = 0;
      for (const command of sequence) {
        const answer = card.transmit(command);
        commands++;
        assert(answer.length >= 2, 'two status bytes');
        const status = statusOf(answer);
        statuses.add(status);
        assert.deepEqual(secretsIn(answer), []);
        if (isVerifyWithData(command)) {
          assert.notEqual(status, 0x9000, 'a wrong PIN is never right');
          if ((status & 0xfff0) === 0x63c0) misses++;
        }
        if (command[1] === 0x24) assert.notEqual(status, 0x9000, 'no change without VERIFY');
      }
      assert(misses <= 3 + 5 + 3, `${misses} misses`);
      if (statuses.has(0x6984)) blockedRuns++;
    }),
    { numRuns: 100 },
  );
  assert.equal(commands, 10_000);
  assert(blockedRuns > 0, 'the fuzzing reaches blocked PINs');
  for (const reached of [
    0x9000, 0x63c0, 0x6982, 0x6986, 0x6981, 0x6a82, 0x6a86, 0x6a88, 0x6700, 0x6d00, 0x6881, 0x6882,
  ])
    assert(statuses.has(reached), `the fuzzing reaches ${reached.toString(16)}`);
});

test('with right PINs among them, a secret is seen only after its own PIN in the same session', () => {
  const seen = new Set<string>();
  const reset = fc.constant('reset' as const);
  const step = fc.oneof(
    { weight: 12, arbitrary: template },
    { weight: 2, arbitrary: mutated },
    { weight: 4, arbitrary: rightVerify },
    { weight: 1, arbitrary: reset },
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 100, maxLength: 100 }), (sequence) => {
      // A fresh counter before every step: this property is about sessions, and a blocked card would hide them.
      const fresh = memoryInRam(PINS).read();
      const memory = memoryInRam(PINS);
      const card = guardedCard(memory);
      const opened = new Set<PinName>();
      for (const command of sequence) {
        if (command === 'reset') {
          card.reset();
          opened.clear();
          continue;
        }
        memory.write(fresh);
        const answer = card.transmit(command);
        const status = statusOf(answer);
        for (const secret of secretsIn(answer)) {
          assert(opened.has(GUARDS[secret]), `${secret} seen without its PIN`);
          seen.add(secret);
        }
        if (status === 0x9000 && command[1] === 0xa4 && command[2] === 4) opened.clear();
        for (const name of PIN_NAMES)
          if (
            status === 0x9000 &&
            isVerifyWithData(command) &&
            toHex(command).endsWith(toHex(toUtf8(PINS[name])))
          )
            opened.add(name);
      }
    }),
    { numRuns: 100 },
  );
  assert.deepEqual([...seen].sort(), Object.keys(SECRETS).sort(), 'the fuzzing does reach every secret');
});

test('wrong PINs in parallel over two transports of the same memory never get more tries than the card has', async () => {
  const memory = memoryInRam(PINS);
  const transports = [cardTransport(guardedCard(memory)), cardTransport(guardedCard(memory))];
  for (const transport of transports) await transport.transmit(fromHex('00a4040c0ad392f000260100000001'));
  const guesses = Array.from({ length: 50 }, (_, index) =>
    transports[index % 2]?.transmit(concat(fromHex('0020009804'), toUtf8(String(1000 + index)))),
  );
  const answers = (await Promise.all(guesses)).map((answer) => toHex(answer ?? new Uint8Array()));
  assert.deepEqual(answers.filter((answer) => answer.startsWith('63c')).sort(), ['63c0', '63c1', '63c2']);
  assert.equal(answers.filter((answer) => answer === '6984').length, 47);
  assert.equal(memory.read().authentication?.triesLeft, 0);
});
