import assert from 'node:assert/strict';
import { systemClock } from '@kazasu/server/clock';
import type { Browser, BrowserContextOptions, CDPSession, Page } from 'playwright-core';
import { openStreet, type Street } from './street.ts';
import { TEST_PINS } from './test-card.ts';

/** The app in a browser of its own, with a street behind it. */
export interface Visit {
  readonly page: Page;
  readonly street: Street;
  /** What the browser complained about. */
  readonly complaints: string[];
  /** Hosts that were spoken to. */
  readonly origins: Set<string>;
  /** Every address and body that left the page. */
  readonly said: string[];
  /** The authenticator of the device; undefined where the visitor has none. */
  readonly lock: DeviceLock | undefined;
}

export interface DeviceLock {
  readonly session: CDPSession;
  readonly id: string;
  /** What the person does when they are asked: confirms, or does not. */
  confirms(is: boolean): Promise<void>;
  /** Loses every passkey. */
  clear(): Promise<void>;
}

export interface VisitOptions extends NonNullable<Parameters<typeof openStreet>[0]> {
  readonly card?: Parameters<typeof openStreet>[1];
  readonly context?: BrowserContextOptions;
  /** Which other services the page is told of. */
  readonly pages?: Parameters<typeof openStreet>[2];
  /** The device's lock keeps secrets for pages (WebAuthn's PRF extension). */
  readonly keepsSecrets?: boolean;
  /** The device has no screen lock. */
  readonly withoutLock?: boolean;
  /** The person goes on without an account: no set-up and no lock before what is to be seen. */
  readonly withoutAccount?: boolean;
}

export async function visitApp(
  browser: Browser | undefined,
  use: (visit: Visit) => Promise<void>,
  options: VisitOptions = {},
): Promise<void> {
  assert.ok(browser !== undefined);
  const { card, pages, context: given, keepsSecrets, withoutLock, withoutAccount, ...provider } = options;
  const street = await openStreet(provider, card, pages);
  const context = await browser.newContext({
    locale: 'ja-JP',
    viewport: { width: 390, height: 844 },
    ...given,
  });
  if (withoutAccount === true) await goWithoutAccount(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  const origins = new Set<string>();
  const said: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    origins.add(new URL(request.url()).origin);
    said.push(request.url(), request.postData() ?? '');
  });
  page.on('websocket', (socket) => origins.add(new URL(socket.url()).origin.replace('ws:', 'http:')));
  page.setDefaultTimeout(30_000);
  try {
    const lock = withoutLock === true ? undefined : await addLock(page, keepsSecrets);
    await use({ page, street, complaints, origins, said, lock });
  } finally {
    await context.close();
    await street.close();
  }
}

/** Before the first page: this device has been told to go on without an account. */
export function goWithoutAccount(context: Pick<Page, 'addInitScript'>): Promise<unknown> {
  return context.addInitScript(() => {
    if (window.origin !== 'null') window.localStorage.setItem('kazasu-device', 'without');
  });
}

/** A platform authenticator that verifies the person. */
export async function addLock(page: Page, hasPrf = false): Promise<DeviceLock> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId: id } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      hasPrf,
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    session,
    id,
    confirms: async (isUserVerified) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified });
    },
    clear: async () => {
      await session.send('WebAuthn.clearCredentials', { authenticatorId: id });
    },
  };
}

export const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });
export const heading = (page: Page) => page.getByRole('heading', { level: 1 });

export async function typePin(page: Page, digits: string): Promise<void> {
  for (const digit of digits) await page.locator('.kz-pin-key', { hasText: digit }).click();
  await button(page, '次へ').click();
}

/** A hand waits between the stages by the page's clock: with that standing, a card is certainly still held. */
export async function stopClock(page: Page): Promise<void> {
  await page.clock.install();
  await page.clock.pauseAt(systemClock.now() + 60_000);
}

/** Moves the focus by the Tab key until it is there, and presses Enter. */
export async function tabTo(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).first().waitFor();
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (!focused.includes(name)) continue;
    await page.keyboard.press('Enter');
    return;
  }
  assert.fail(`no Tab leads to ${name}`);
}

/** From the welcome to the screen lock. */
export async function toLockStep(page: Page): Promise<void> {
  await button(page, '初期設定を始める').click();
  await button(page, '次へ').click();
  await page.getByLabel('利用規約に同意する').check();
  await button(page, '次へ').click();
  await page.getByLabel('個人情報の取扱いに同意する').check();
  await button(page, '次へ').click();
}

/** The one card in the box. */
export function takeCard(page: Page): Promise<void> {
  return page.getByRole('button', { name: '見本　花子' }).click();
}

/** The nine steps, from the welcome to the page after them. */
export async function setUp(page: Page): Promise<void> {
  await toLockStep(page);
  await button(page, '画面ロックを設定する').click();
  await takeCard(page);
  await typePin(page, TEST_PINS.authentication);
  await button(page, 'カードをかざす').click();
  await button(page, /^(ホームへ進む|手続きを続ける)$/).click();
}
