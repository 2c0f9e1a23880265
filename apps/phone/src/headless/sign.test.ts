import assert from 'node:assert/strict';
import { createHash, publicDecrypt, verify } from 'node:crypto';
import { test } from 'node:test';
import { fromBase64url, toHex } from '@kazasu/bytes';
import { sha256DigestInfo, type Transport } from '@kazasu/card';
import { cardTransport } from '@kazasu/card/virtual';
import { SignatureProof } from '@kazasu/provider/api';
import * as v from 'valibot';
import {
  createChildCard,
  createFakeProvider,
  createTestCard,
  FAKE_BASE,
  type FakeProvider,
  TEST_ITEMS,
  TEST_PINS,
  type TestCard,
} from '../testing/index.ts';
import { decide, openTransaction, PhoneError, pinsFor, proveWithCard, triesOnCard } from './index.ts';

const pin = (text: string) => new TextEncoder().encode(text);
const sha256 = (text: string) => createHash('sha256').update(text).digest();
const DOCUMENTS = [
  { input: sha256DigestInfo(sha256('one')), name: '契約書.pdf' },
  { input: sha256('two') },
  { input: sha256DigestInfo(sha256('three')), name: 'three' },
];
const VERIFY = '00200080';

function code(expected: string, more: Partial<PhoneError> = {}): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof PhoneError, String(error));
    assert.equal(error.code, expected);
    for (const [key, value] of Object.entries(more)) assert.equal(error[key as keyof PhoneError], value, key);
    return true;
  };
}

interface Setup extends NonNullable<Parameters<typeof createFakeProvider>[0]> {
  readonly held?: TestCard;
}

/** A transaction with something to sign, and a card whose commands are written down. */
async function setUp({ held = createTestCard(), ...options }: Setup = {}) {
  const fake: FakeProvider = createFakeProvider({ items: [], documents: DOCUMENTS, ...options });
  fake.cardKeys = held.publicKeys;
  const transaction = await openTransaction(FAKE_BASE, fake.code, fake.fetch);
  const inner = cardTransport(held.card);
  const commands: string[] = [];
  const transport: Transport = {
    transmit: (command) => {
      commands.push(toHex(command));
      return inner.transmit(command);
    },
    close: () => inner.close(),
  };
  return { fake, transaction, transport, commands, memory: held.memory };
}

const verifies = (commands: readonly string[]) =>
  commands.filter((command) => command.startsWith(VERIFY) && command.length > VERIFY.length);
const proofOf = (fake: FakeProvider) => v.parse(SignatureProof, JSON.parse(fake.proofs[0] ?? ''));

test('every document is signed as it was given, under one VERIFY, in one hold', async () => {
  const { fake, transaction, transport, commands } = await setUp();
  const pins = { signature: pin('ABC123') };
  const stages: string[] = [];
  const proved = await proveWithCard({
    transaction,
    transport,
    pins,
    onStage: (stage) => void stages.push(stage),
  });
  assert.equal(proved.view.state, 'proved');
  assert.deepEqual(stages, ['signature', 'server']);
  assert.equal(verifies(commands).length, 1);
  assert.ok(commands.indexOf(VERIFY) < commands.indexOf(verifies(commands)[0] ?? ''), 'tries first');
  assert.deepEqual([...pins.signature], [0, 0, 0, 0, 0, 0]);
  const [one, two, three] = proofOf(fake).signatures.map((signature) => fromBase64url(signature));
  const key = fake.cardKeys?.signature ?? assert.fail();
  assert.ok(verify('sha256', pin('one'), key, one ?? assert.fail()));
  assert.equal(toHex(publicDecrypt(key, two ?? assert.fail())), sha256('two').toString('hex'), 'bare');
  assert.ok(verify('sha256', pin('three'), key, three ?? assert.fail()));
  assert.equal((await decide(proved, true)).view.state, 'approved');
});

test('with items the plan is both secrets before the touch, and the chip names the signature certificate', async () => {
  const { fake, transaction, transport, commands } = await setUp({ items: ['name', 'address'] });
  assert.deepEqual(pinsFor(transaction.view), ['signature', 'text']);
  assert.deepEqual(await triesOnCard(transaction, transport), { signature: 5, text: 3 });
  assert.equal(verifies(commands).length, 0, 'asking costs nothing');
  const pins = { signature: pin('ABC123'), text: pin('5678') };
  const proved = await proveWithCard({ transaction, transport, pins });
  assert.deepEqual(proved.view.handover, { name: TEST_ITEMS.name, address: TEST_ITEMS.address });
  assert.ok(proofOf(fake).items !== undefined);
  assert.deepEqual([...pins.signature, ...pins.text], Array(10).fill(0));
});

test('neither the password nor a PIN stands in a body or an address', async () => {
  const fake = createFakeProvider({ documents: DOCUMENTS });
  const held = createTestCard();
  fake.cardKeys = held.publicKeys;
  const said: string[] = [];
  const transaction = await openTransaction(FAKE_BASE, fake.code, (url, init) => {
    said.push(url, String(init.body ?? ''));
    return fake.fetch(url, init);
  });
  const pins = { signature: pin('ABC123'), text: pin('5678') };
  await decide(await proveWithCard({ transaction, transport: cardTransport(held.card), pins }), true);
  assert.equal(said.length, 6);
  for (const text of said) assert.doesNotMatch(text, /"(ABC123|5678)"|ABC123/);
  assert.deepEqual(Object.keys(JSON.parse(fake.proofs[0] ?? '')), [
    'certificate',
    'signature',
    'signatures',
    'items',
  ]);
});

test('the authentication PIN is neither asked for nor used', async () => {
  const { transaction, transport, commands } = await setUp();
  assert.deepEqual(await triesOnCard(transaction, transport), { signature: 5 });
  await proveWithCard({ transaction, transport, pins: { signature: pin('ABC123') } });
  assert.ok(!commands.some((command) => /^00a4020c02001[78]/.test(command)));
});

test('a wrong password says how many tries are left, and sends nothing', async () => {
  const { fake, transaction, transport, memory } = await setUp();
  const pins = { signature: pin('XYZ999') };
  await assert.rejects(
    proveWithCard({ transaction, transport, pins }),
    code('card/pin-wrong', { pin: 'signature', triesLeft: 4, final: false }),
  );
  assert.deepEqual(fake.proofs, []);
  assert.equal(memory.read().signature?.triesLeft, 4);
  assert.ok(pins.signature.every((byte) => byte === 0));
});

test('a wrong PIN of the items says so, and no signature leaves the phone', async () => {
  const { fake, transaction, transport } = await setUp({ items: ['name'] });
  const pins = { signature: pin('ABC123'), text: pin('0000') };
  await assert.rejects(
    proveWithCard({ transaction, transport, pins }),
    code('card/pin-wrong', { pin: 'text', triesLeft: 2 }),
  );
  assert.deepEqual(fake.proofs, []);
});

test('the last try of the password is used only where the person agreed to use that one', async () => {
  const held = createTestCard({ ...TEST_PINS, signature: { value: 'ABC123', triesLeft: 1 } });
  const { transaction, transport, memory } = await setUp({ held });
  const prove = (lastTry: object) =>
    proveWithCard({ transaction, transport, pins: { signature: pin('ABC123') }, lastTry });
  await assert.rejects(prove({}), code('card/last-try', { pin: 'signature', triesLeft: 1 }));
  await assert.rejects(prove({ authentication: true, text: true }), code('card/last-try'));
  assert.equal(memory.read().signature?.triesLeft, 1);
  assert.equal((await prove({ signature: true })).view.state, 'proved');
});

test('a blocked password is told before a signature is tried', async () => {
  const held = createTestCard({ ...TEST_PINS, signature: { value: 'ABC123', triesLeft: 0 } });
  const { transaction, transport, commands } = await setUp({ held });
  assert.deepEqual(await triesOnCard(transaction, transport), { signature: 0 });
  await assert.rejects(
    proveWithCard({ transaction, transport, pins: { signature: pin('ABC123') } }),
    code('card/pin-blocked', { pin: 'signature' }),
  );
  assert.equal(verifies(commands).length, 0);
});

test('a child’s card is told from others before a password is asked for, and when it is held', async () => {
  const { fake, transaction, transport, commands } = await setUp({ held: createChildCard() });
  await assert.rejects(
    triesOnCard(transaction, transport),
    code('phone/no-certificate', { final: false, pin: undefined }),
  );
  await assert.rejects(
    proveWithCard({ transaction, transport, pins: { signature: pin('ABC123') } }),
    code('phone/no-certificate'),
  );
  assert.equal(verifies(commands).length, 0);
  assert.deepEqual(fake.proofs, []);
});

test('a card that says it has none is believed, whatever else it has', async () => {
  const { transaction, transport, commands } = await setUp();
  let told = false;
  const empty: Transport = {
    transmit: async (command) => {
      const hex = toHex(command);
      told = told ? hex.startsWith('00b0') : hex === '00a4020c020008';
      return told && hex.startsWith('00b0')
        ? Uint8Array.of(0, 0x8f, 0, 0x90, 0)
        : transport.transmit(command);
    },
    close: () => transport.close(),
  };
  await assert.rejects(triesOnCard(transaction, empty), code('phone/no-certificate'));
  assert.ok(!commands.includes('00a4020c02001b'), 'the password is not even looked for');
});

test('a card that does not tell which certificates it has is asked for them', async () => {
  const { transaction, transport } = await setUp();
  const silent: Transport = {
    transmit: async (command) => {
      if (toHex(command) === '00a4020c020008') return Uint8Array.of(0x6a, 0x82);
      return transport.transmit(command);
    },
    close: () => transport.close(),
  };
  assert.deepEqual(await triesOnCard(transaction, silent), { signature: 5 });
});

test('another kind of card is not taken for one without a certificate', async () => {
  const { transaction } = await setUp();
  const licence: Transport = { transmit: async () => Uint8Array.of(0x6a, 0x82), close: async () => {} };
  await assert.rejects(triesOnCard(transaction, licence), code('card/not-found'));
});

test('a challenge for somebody else is never signed', async () => {
  const { transaction } = await setUp({
    spoil: (view) => ({ ...view, challenge: { ...view.challenge, origin: 'https://elsewhere.test' } }),
  });
  const transport: Transport = { transmit: () => assert.fail('spoken to'), close: async () => {} };
  const pins = { signature: pin('ABC123') };
  await assert.rejects(proveWithCard({ transaction, transport, pins }), code('phone/challenge'));
  assert.ok(pins.signature.every((byte) => byte === 0));
});

test('what is no SHA-256 is not even shown', async () => {
  const fake = createFakeProvider({ documents: [{ input: new Uint8Array(51) }] });
  await assert.rejects(openTransaction(FAKE_BASE, fake.code, fake.fetch), code('phone/answer'));
});

test('a proof of a login is none of a signature, and the other way round', async () => {
  const { transaction, transport, fake } = await setUp();
  const { signing: _, ...view } = transaction.view;
  const pins = { authentication: pin('1234') };
  await assert.rejects(
    proveWithCard({ transaction: { ...transaction, view }, transport, pins }),
    code('provider/proof_invalid'),
  );
  assert.equal(fake.state(), 'opened');
});

test('a card that slips at any moment leaves everything to be done again', async () => {
  const { transaction, transport, commands } = await setUp();
  const prove = (through: Transport) =>
    proveWithCard({ transaction, transport: through, pins: { signature: pin('ABC123') } });
  await prove(transport);
  const all = commands.length;
  for (let at = 0; at < all; at += 2) {
    const again = await setUp();
    let left = at;
    const slipping: Transport = {
      transmit: async (command) => {
        if (left-- === 0) await again.transport.close();
        return again.transport.transmit(command);
      },
      close: () => again.transport.close(),
    };
    const outcome = proveWithCard({
      transaction: again.transaction,
      transport: slipping,
      pins: { signature: pin('ABC123') },
    });
    await assert.rejects(outcome, code('card/removed', { final: false }));
    assert.deepEqual(again.fake.proofs, []);
  }
});
