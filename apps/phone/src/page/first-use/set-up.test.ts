import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardTransport } from '@kazasu/card/virtual';
import type { Challenge } from '@kazasu/provider/api';
import { createTestCard, TEST_PINS } from '../../testing/index.ts';
import { Account, AccountError, type HolderClient } from '../account/index.ts';
import { Hand } from '../card/hand.ts';
import { PinChange } from '../settings/pin-change.ts';
import { SetUp } from './set-up.ts';
import { createFurthest, type SetUpStep } from './steps.ts';

const BASE = 'https://id.example/api';
const ORIGIN = 'https://app.example';
const CHALLENGE: Challenge = {
  issuer: `${BASE}/realms/main`,
  clientId: '',
  origin: ORIGIN,
  transaction: 't',
  nonce: 'n',
  expiresAt: 1,
};
const CARD = { id: 'a', name: 'a', note: { ja: 'a', en: 'a' } };

function create(challenge: Challenge = CHALLENGE) {
  const card = createTestCard();
  const made: string[] = [];
  const proofs: object[] = [];
  const forgotten: string[] = [];
  const answer: { ended?: string[]; passkeyLost?: boolean; refused?: 'holder/registration_expired' } = {};
  const client: Partial<HolderClient> = {
    begin: async () => ({
      registrationToken: 'r'.repeat(32),
      passkey: { rp: { id: 'app.example' } },
      challenge,
    }),
    passkey: async () => {
      if (answer.passkeyLost) throw new AccountError('phone/unreachable', 'no network');
    },
    card: async (_, proof) => {
      proofs.push(proof);
      if (answer.refused !== undefined) throw new AccountError(answer.refused, 'refused');
      return {
        ...(answer.ended && { ended: answer.ended }),
        session: 's'.repeat(32),
        expiresAt: 1,
        holder: { registeredAt: 1, passkeys: [], certificates: [] },
      };
    },
  };
  const account = new Account({
    client: client as HolderClient,
    passkeys: {
      available: async () => true,
      make: async () => {
        made.push('passkey');
        return { id: `passkey-${made.length}` };
      },
      use: async () => ({}),
      forget: async (rpId, id) => void forgotten.push(`${rpId} ${id}`),
    },
    device: { read: () => 'new', write: () => {} },
  });
  const reader = { id: 'box' as const, list: async () => [CARD], open: async () => cardTransport(card.card) };
  const hand = new Hand({ readers: () => [reader], pause: async () => {} }, ['authentication']);
  const kept = new Map<string, string>();
  const setUp: SetUp = new SetUp({
    account,
    hand,
    furthest: createFurthest({
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, value),
      removeItem: (key) => kept.delete(key),
    }),
    config: async () => ({ providerBase: BASE }),
    origin: ORIGIN,
    goTo: (step) => setUp.arrive(step),
  });
  return { setUp, hand, reader, account, card, made, proofs, kept, forgotten, answer };
}

async function toLock({ setUp }: ReturnType<typeof create>): Promise<void> {
  const steps: readonly SetUpStep[] = ['welcome', 'outline', 'terms', 'privacy', 'lock'];
  for (const [place, step] of steps.slice(0, -1).entries()) setUp.next(step, steps[place + 1] ?? 'lock');
}

async function toHold(here: ReturnType<typeof create>, pin: string): Promise<Uint8Array> {
  const { setUp, hand } = here;
  await toLock(here);
  await setUp.makePasskey();
  await hand.choose();
  assert.ok(await hand.take(CARD));
  setUp.cardTaken();
  const digits = new TextEncoder().encode(pin);
  setUp.enterPin(digits);
  return digits;
}

test('the card signs only what is for this provider, this app and no relying party', async () => {
  for (const change of [
    { issuer: 'https://other.example/realms/main' },
    { clientId: 'RP00000001' },
    { origin: 'https://rp.example' },
  ]) {
    const here = create({ ...CHALLENGE, ...change });
    await toLock(here);
    await here.setUp.makePasskey();
    assert.equal(here.setUp.state().step, 'lock');
    assert.equal(here.setUp.state().problem, 'phone/answer');
    assert.deepEqual(here.made, [], 'not even a passkey is made');
  }
});

test('passkeys that the new one has ended are told to the device', async () => {
  const here = create();
  here.answer.ended = ['old-1', 'old-2'];
  await toHold(here, TEST_PINS.authentication);
  await here.setUp.hold();
  assert.equal(here.setUp.state().step, 'done');
  assert.deepEqual(here.forgotten, ['app.example old-1', 'app.example old-2']);
});

test('a registration that has ended takes its passkey with it', async () => {
  const here = create();
  here.answer.refused = 'holder/registration_expired';
  await toHold(here, TEST_PINS.authentication);
  await here.setUp.hold();
  assert.equal(here.setUp.state().step, 'lock');
  assert.deepEqual(here.forgotten, ['app.example passkey-1']);
});

test('a passkey that did not reach the provider does not stay beside the next one', async () => {
  const here = create();
  here.answer.passkeyLost = true;
  await toLock(here);
  await here.setUp.makePasskey();
  assert.deepEqual(here.forgotten, ['app.example passkey-1']);
  here.answer.passkeyLost = false;
  await here.setUp.makePasskey();
  assert.equal(here.setUp.state().step, 'card');
  assert.deepEqual(here.forgotten, ['app.example passkey-1']);
});

test('the whole way gives an account, and overwrites the PIN', async () => {
  const here = create();
  const digits = await toHold(here, TEST_PINS.authentication);
  assert.equal(here.setUp.state().step, 'hold');
  await here.setUp.hold();
  assert.equal(here.setUp.state().step, 'done');
  assert.deepEqual([...digits], [0, 0, 0, 0]);
  assert.equal(here.proofs.length, 1);
  assert.equal(here.account.state().at, 'new', 'not before the person goes on');
  here.setUp.finish();
  assert.equal(here.account.state().at, 'open');
  assert.equal(here.kept.size, 0);
});

test('a wrong PIN is overwritten and asked for again, and costs one try', async () => {
  const here = create();
  const digits = await toHold(here, '9999');
  await here.setUp.hold();
  const { step, pinProblem } = here.setUp.state();
  assert.deepEqual([step, pinProblem?.code, pinProblem?.triesLeft], ['pin', 'card/pin-wrong', 2]);
  assert.deepEqual([...digits], [0, 0, 0, 0]);
  assert.equal(here.card.memory.read().authentication?.triesLeft, 2);
  assert.deepEqual(here.proofs, []);
});

test('a page that goes away forgets the PIN, and asks for it again', async () => {
  const here = create();
  const digits = await toHold(here, TEST_PINS.authentication);
  here.setUp.forget();
  assert.deepEqual([...digits], [0, 0, 0, 0]);
  await here.setUp.hold();
  assert.equal(here.setUp.state().step, 'pin');
  assert.deepEqual(here.proofs, []);
});

test('an address alone leads past no step', () => {
  const here = create();
  for (const step of ['terms', 'lock', 'hold', 'done'] as const) {
    here.setUp.arrive(step);
    assert.equal(here.setUp.state().step, 'welcome');
  }
});

/** Ways to a card that is shown a PIN, each up to holding it; and the way out of the page. */
const HELD = {
  'the set-up': async (here: ReturnType<typeof create>) => {
    await toHold(here, '0000');
    return { hold: () => here.setUp.hold(), leave: () => here.setUp.forget() };
  },
  'the change of a PIN': async ({ hand }: ReturnType<typeof create>) => {
    const change = new PinChange(() => hand);
    change.choose('authentication');
    await hand.choose();
    assert.ok(await hand.take(CARD));
    change.cardTaken();
    for (const pin of ['0000', '2580', '2580']) change.enter(new TextEncoder().encode(pin));
    return { hold: () => change.hold(), leave: () => change.forget() };
  },
};

for (const [what, toCard] of Object.entries(HELD)) {
  test(`a card that the reader brings after ${what} was left is let go untouched`, async () => {
    const here = create();
    const { hold, leave } = await toCard(here);
    const [asked, brought] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let sent = 0;
    here.reader.open = async () => {
      asked.resolve();
      await brought.promise;
      const { transmit, close } = cardTransport(here.card.card);
      return {
        transmit: (command) => {
          sent += 1;
          return transmit(command);
        },
        close,
      };
    };
    const holding = hold();
    await asked.promise;
    leave();
    brought.resolve();
    await holding;
    assert.equal(sent, 0);
    assert.equal(here.card.memory.read().authentication?.triesLeft, 3);
  });
}
