import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transport } from '@kazasu/card';
import { cardTransport } from '@kazasu/card/virtual';
import {
  createFakeProvider,
  createTestCard,
  FAKE_BASE,
  type FakeProvider,
  TEST_BIRTHDATE_KEY,
  TEST_ITEMS,
  TEST_PINS,
} from '../testing/index.ts';
import {
  decide,
  type Fetch,
  openCodeIn,
  openTransaction,
  PhoneError,
  proveWithCard,
  resumeTransaction,
  triesOnCard,
} from './index.ts';

const pin = (digits: string) => new TextEncoder().encode(digits);

function code(expected: string, more: Partial<PhoneError> = {}): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof PhoneError, String(error));
    assert.equal(error.code, expected);
    for (const [key, value] of Object.entries(more)) assert.equal(error[key as keyof PhoneError], value, key);
    return true;
  };
}

function openedWith(fake: FakeProvider, fetch: Fetch = fake.fetch) {
  return openTransaction(FAKE_BASE, fake.code, fetch);
}

test('a login with items hands over what is on the card, signed by the card', async () => {
  const fake = createFakeProvider();
  const { card, publicKeys } = createTestCard();
  fake.cardKeys = publicKeys;
  const transaction = await openedWith(fake);
  const pins = { authentication: pin('1234'), text: pin('5678') };
  const stages: string[] = [];
  const proved = await proveWithCard({
    transaction,
    transport: cardTransport(card),
    pins,
    onStage: (stage) => void stages.push(stage),
  });
  assert.equal(proved.view.state, 'proved');
  assert.deepEqual(proved.view.handover, TEST_ITEMS);
  assert.deepEqual(stages, ['certificate', 'signature', 'items', 'server']);
  assert.deepEqual([...pins.authentication, ...pins.text], [0, 0, 0, 0, 0, 0, 0, 0], 'PINs are overwritten');
  const done = await decide(proved, true);
  assert.equal(done.view.state, 'approved');
});

test('without items the text application is left alone and no item is sent', async () => {
  const fake = createFakeProvider({ items: [] });
  const { card, publicKeys, memory } = createTestCard({ authentication: '1234' });
  fake.cardKeys = publicKeys;
  const transaction = await openedWith(fake);
  assert.deepEqual(await triesOnCard(transaction, cardTransport(card)), { authentication: 3 });
  await proveWithCard({ transaction, transport: cardTransport(card), pins: { authentication: pin('1234') } });
  assert.equal('items' in JSON.parse(fake.proofs[0] ?? ''), false);
  assert.equal(memory.read().authentication?.triesLeft, 3);
});

test('neither a PIN nor the transaction token stands in an address, and no PIN in a body', async () => {
  const fake = createFakeProvider();
  const { card, publicKeys } = createTestCard();
  fake.cardKeys = publicKeys;
  const urls: string[] = [];
  const transaction = await openedWith(fake, (url, init) => {
    urls.push(url);
    return fake.fetch(url, init);
  });
  const pins = { authentication: pin('1234'), text: pin('5678') };
  await decide(await proveWithCard({ transaction, transport: cardTransport(card), pins }), true);
  assert.equal(urls.length, 3);
  for (const url of urls) assert.doesNotMatch(url, new RegExp(`${transaction.token}|${fake.code}|[?#]`));
  assert.deepEqual(Object.keys(JSON.parse(fake.proofs[0] ?? '')), ['certificate', 'signature', 'items']);
});

test('a wrong PIN says which one and how many tries are left, and sends nothing', async () => {
  const fake = createFakeProvider();
  const { card } = createTestCard();
  const transaction = await openedWith(fake);
  const prove = (authentication: string, text: string) => {
    const pins = { authentication: pin(authentication), text: pin(text) };
    const outcome = proveWithCard({ transaction, transport: cardTransport(card), pins });
    return outcome.finally(() => assert.ok(pins.authentication.every((byte) => byte === 0)));
  };
  await assert.rejects(
    prove('9999', '5678'),
    code('card/pin-wrong', { pin: 'authentication', triesLeft: 2 }),
  );
  await assert.rejects(prove('1234', '9999'), code('card/pin-wrong', { pin: 'text', triesLeft: 2 }));
  assert.deepEqual(await triesOnCard(transaction, cardTransport(card)), { authentication: 3, text: 2 });
  assert.deepEqual(fake.proofs, []);
});

test('the last try of a PIN is used only where the person agreed to use that one', async () => {
  const fake = createFakeProvider({ items: [] });
  const { card, publicKeys, memory } = createTestCard({ authentication: { value: '1234', triesLeft: 1 } });
  fake.cardKeys = publicKeys;
  const transaction = await openedWith(fake);
  const prove = (lastTry: object) =>
    proveWithCard({
      transaction,
      transport: cardTransport(card),
      pins: { authentication: pin('1234') },
      lastTry,
    });
  await assert.rejects(prove({}), code('card/last-try', { pin: 'authentication', triesLeft: 1 }));
  await assert.rejects(prove({ text: true }), code('card/last-try'));
  assert.equal(memory.read().authentication?.triesLeft, 1);
  assert.equal((await prove({ authentication: true })).view.state, 'proved');
});

for (const [what, birthdate] of [
  ['is another day', { value: '010101', triesLeft: 10 }],
  ['has one try left', { value: TEST_BIRTHDATE_KEY, triesLeft: 1 }],
  ['is blocked', { value: TEST_BIRTHDATE_KEY, triesLeft: 0 }],
] as const) {
  test(`a card whose birth-date key ${what} is no card to use, and no PIN is asked for again`, async () => {
    const fake = createFakeProvider();
    const { card, publicKeys } = createTestCard({ ...TEST_PINS, surfaceBirthdate: birthdate });
    fake.cardKeys = publicKeys;
    const transaction = await openedWith(fake);
    const pins = { authentication: pin('1234'), text: pin('5678') };
    await assert.rejects(
      proveWithCard({ transaction, transport: cardTransport(card), pins, lastTry: { text: true } }),
      code('card/security-status', { final: false, pin: undefined, triesLeft: undefined }),
    );
    assert.deepEqual(fake.proofs, []);
    assert.deepEqual(await triesOnCard(transaction, cardTransport(card)), { authentication: 3, text: 3 });
  });
}

test('chip signatures for another login are none for this one', async () => {
  const fake = createFakeProvider();
  const { card, publicKeys } = createTestCard();
  fake.cardKeys = publicKeys;
  const other = createFakeProvider();
  other.cardKeys = publicKeys;
  const prove = async (at: FakeProvider, fetch?: Fetch) => {
    const pins = { authentication: pin('1234'), text: pin('5678') };
    const transaction = await openedWith(at, fetch);
    return proveWithCard({ transaction, transport: cardTransport(card), pins });
  };
  await prove(other);
  const { items } = JSON.parse(other.proofs[0] ?? '');
  const replayed: Fetch = (url, init) => {
    const proof = url.endsWith('/proof') ? JSON.parse(String(init.body)) : undefined;
    return fake.fetch(
      url,
      proof === undefined ? init : { ...init, body: JSON.stringify({ ...proof, items }) },
    );
  };
  await assert.rejects(prove(fake, replayed), code('provider/chip_invalid', { final: false }));
});

test('a blocked PIN is told before a proof is tried', async () => {
  const fake = createFakeProvider();
  const { card } = createTestCard({ authentication: { value: '1234', triesLeft: 0 }, text: '5678' });
  const transaction = await openedWith(fake);
  assert.deepEqual(await triesOnCard(transaction, cardTransport(card)), { authentication: 0, text: 3 });
  const pins = { authentication: pin('1234'), text: pin('5678') };
  await assert.rejects(
    proveWithCard({ transaction, transport: cardTransport(card), pins }),
    code('card/pin-blocked', { pin: 'authentication' }),
  );
});

test('a card that slips at any moment leaves the transaction to be proved again', async () => {
  const fake = createFakeProvider();
  const { card, publicKeys } = createTestCard();
  fake.cardKeys = publicKeys;
  const transaction = await openedWith(fake);
  const prove = (transport: Transport) =>
    proveWithCard({ transaction, transport, pins: { authentication: pin('1234'), text: pin('5678') } });
  const counted = countingTransport(cardTransport(card));
  await prove(counted);
  assert.ok(counted.count() > 40, 'the chip is asked in both applications');
  for (let commands = 0; commands < counted.count(); commands += 4) {
    const transport = cardTransport(card);
    await assert.rejects(prove(slipsAfter(transport, commands)), code('card/removed', { final: false }));
  }
  assert.equal((await prove(cardTransport(card))).view.state, 'proved');
});

function countingTransport(transport: Transport): Transport & { count(): number } {
  let count = 0;
  return {
    transmit: (command) => {
      count++;
      return transport.transmit(command);
    },
    close: () => transport.close(),
    count: () => count,
  };
}

function slipsAfter(transport: Transport, commands: number): Transport {
  let left = commands;
  return {
    transmit: async (command) => {
      if (left-- === 0) await transport.close();
      return transport.transmit(command);
    },
    close: () => transport.close(),
  };
}

for (const [what, spoil] of [
  ['another origin than the one shown', { origin: 'https://elsewhere.test' }],
  ['another provider', { issuer: 'https://elsewhere.test/api/realms/main' }],
  ['a provider whose address only begins alike', { issuer: `${FAKE_BASE}x/realms/main` }],
] as const) {
  test(`a challenge for ${what} is never shown to the card`, async () => {
    const fake = createFakeProvider({
      spoil: (view) => ({ ...view, challenge: { ...view.challenge, ...spoil } }),
    });
    const transaction = await openedWith(fake);
    const transport: Transport = {
      transmit: () => assert.fail('the card was spoken to'),
      close: async () => {},
    };
    const pins = { authentication: pin('1234'), text: pin('5678') };
    await assert.rejects(proveWithCard({ transaction, transport, pins }), code('phone/challenge'));
    assert.deepEqual([...pins.authentication, ...pins.text], [0, 0, 0, 0, 0, 0, 0, 0]);
  });
}

test('a code opens one transaction once', async () => {
  const fake = createFakeProvider();
  const transaction = await openedWith(fake);
  await assert.rejects(openedWith(fake), code('provider/transaction_taken', { final: true }));
  await assert.rejects(
    openTransaction(FAKE_BASE, 'A'.repeat(32), fake.fetch),
    code('provider/transaction_unknown'),
  );
  const again = await resumeTransaction(FAKE_BASE, transaction.token, fake.fetch);
  assert.deepEqual({ ...again.view, now: 0 }, { ...transaction.view, now: 0 });
});

test('stopping is possible before the card has proved anything', async () => {
  const fake = createFakeProvider();
  const stopped = await decide(await openedWith(fake), false);
  assert.equal(stopped.view.state, 'declined');
});

test('a refusal keeps its code and whether it is final', async () => {
  const fake = createFakeProvider();
  const transaction = await openedWith(fake);
  fake.refuseNext = { error: 'certificate_revoked', final: true, status: 403 };
  await assert.rejects(decide(transaction, true), code('provider/certificate_revoked', { final: true }));
});

const ANSWERS: readonly (readonly [string, () => Response | Promise<never>, string])[] = [
  ['no answer', () => Promise.reject(new TypeError('fetch failed')), 'phone/unreachable'],
  ['an answer that is no JSON', () => new Response('<html>', { status: 200 }), 'phone/answer'],
  ['an answer of another form', () => Response.json({ state: 'opened' }), 'phone/answer'],
  ['an unknown problem', () => Response.json({ error: 'x', final: true }, { status: 400 }), 'phone/answer'],
  ['a failing server', () => new Response('', { status: 502 }), 'provider/service_unavailable'],
];
for (const [what, answer, expected] of ANSWERS) {
  test(`${what} is ${expected}, and not final`, async () => {
    const fetch: Fetch = async () => answer();
    await assert.rejects(openTransaction(FAKE_BASE, 'A'.repeat(32), fetch), code(expected, { final: false }));
  });
}

test('a code is found in a link, in a fragment and alone, and nowhere else', () => {
  const value = 'abcDEF0123456789-_xyz';
  assert.equal(openCodeIn(`http://localhost:4002/#open=${value}`), value);
  assert.equal(openCodeIn(`  #open=${value}\n`), value);
  assert.equal(openCodeIn(value), value);
  for (const text of [
    '',
    'http://localhost:4002/',
    `http://localhost:4002/?open=${value}`,
    `#code=${value}`,
    '#open=short',
    `#open=${'a'.repeat(65)}`,
    `#open=${value}%0d%0a`,
    'a'.repeat(10_000),
  ]) {
    assert.equal(openCodeIn(text), undefined, text.slice(0, 60));
  }
});
