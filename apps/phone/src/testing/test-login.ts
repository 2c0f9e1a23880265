import assert from 'node:assert/strict';
import type { Transport } from '@kazasu/card';
import { cardTransport } from '@kazasu/card/virtual';
import {
  type CardReader,
  createSession,
  Login,
  type LoginWorld,
  type Owner,
  type Screen,
  type Tabs,
} from '../page/login/index.ts';
import { createFakeProvider, FAKE_BASE } from './fake-provider.ts';
import { createTestCard, type TestCard } from './test-card.ts';

const CARDS = [{ id: 'hanako', name: '見本　花子', note: { ja: '一般的なカード', en: 'An ordinary card' } }];

/** The app is open, and nobody has an account. */
const NO_ACCOUNT: Owner = {
  session: () => undefined,
  mark: () => 'nobody',
  has: (mark) => mark === 'nobody',
  lapsed: () => {},
};

/** A tab that has this browser to itself. */
export const ALONE: Tabs = {
  elsewhere: async () => false,
  hold: () => {},
  take: () => {},
  release: () => {},
};

/** A login without a page, with a fake provider and a card, and what a test may want to disturb. */
export function setUpLogin(
  provider: Parameters<typeof createFakeProvider>[0] = {},
  held: TestCard = createTestCard(),
) {
  const fake = createFakeProvider(provider);
  const { card, publicKeys, memory } = held;
  fake.cardKeys = publicKeys;
  const stored = new Map<string, string>();
  const session = createSession({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  });
  const reader = {
    id: 'box' as const,
    list: async (): ReturnType<CardReader['list']> => CARDS,
    open: async (): Promise<Transport> => cardTransport(card),
  };
  const went: string[] = [];
  /** `down`: the network is gone. */
  const network = { down: false };
  const world = {
    config: async () => ({ providerBase: FAKE_BASE }),
    fetch: (url: string, init: RequestInit) =>
      network.down ? Promise.reject(new TypeError('offline')) : fake.fetch(url, init),
    session,
    readers: (): readonly CardReader[] => [reader],
    tabs: ALONE,
    pause: async () => {},
    wait: (_: number) => new Promise<void>((resolve) => setImmediate(resolve)),
    owner: NO_ACCOUNT,
    now: () => Date.now(),
    goTo: (address: string) => void went.push(address),
  } satisfies LoginWorld;
  return { fake, card, memory, stored, world, reader, went, network, login: new Login(world) };
}

/** The screen, which must be this one. */
export function at<Name extends Screen['at']>(login: Login, name: Name): Extract<Screen, { at: Name }> {
  const screen = login.screen();
  assert.equal(screen.at, name);
  return screen as Extract<Screen, { at: Name }>;
}

/** To the first PIN of the only card. */
export async function toPin(login: Login, code?: string): Promise<void> {
  if (code !== undefined) await login.start(code);
  await login.toCards();
  await login.takeCard(at(login, 'card').cards?.[0] ?? assert.fail('no card'));
}

export const typed = (text: string): Uint8Array => new TextEncoder().encode(text);

export async function toHold(
  login: Login,
  code: string,
  authentication = '1234',
  text = '5678',
): Promise<void> {
  await toPin(login, code);
  login.enterPin(typed(authentication));
  login.enterPin(typed(text));
  at(login, 'hold');
}
