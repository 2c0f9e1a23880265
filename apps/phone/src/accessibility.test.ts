import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { jstDay } from '@kazasu/bytes';
import { sha256DigestInfo } from '@kazasu/card';
import { systemClock } from '@kazasu/server/clock';
import { environment } from '@kazasu/server/config';
import type { Page } from 'playwright-core';
import { CHECKS, type CheckName, lastResult, SCREENS, type ScreenName } from './page/accessibility/result.ts';
import { tabHash } from './page/login/tabs.ts';
import { SETTINGS_PARTS } from './page/router/index.ts';
import { textsIn } from './page/text/index.ts';
import { PIN_CHANGE_TEXTS } from './page/text/settings.ts';
import {
  addLock,
  button,
  heading,
  setUp,
  stopClock,
  takeCard,
  typePin,
  type VisitOptions,
  visitApp,
} from './testing/app-visit.ts';
import { checkScreen } from './testing/check-screen.ts';
import { appInChromium } from './testing/chromium.ts';
import { fillAccount } from './testing/filled-account.ts';
import { createTestCard, TEST_PINS } from './testing/index.ts';
import { LOOKED_AT } from './testing/looked-at.ts';

const { skip, browser } = appInChromium(() => ({ typeface: true }));
/** `npm run -s accessibility` sets it: what is found is written down in place of being compared. */
const renews = environment().KAZASU_RENEW === 'accessibility';
const RESULT = new URL('./page/accessibility/result.json', import.meta.url);

const found = new Map<ScreenName, Partial<Record<CheckName, boolean>>>();
const faults: string[] = [];

function note(
  screen: ScreenName,
  language: 'ja' | 'en',
  results: { readonly [check in CheckName]?: readonly string[] },
): void {
  for (const check of CHECKS) {
    const lines = results[check];
    if (lines === undefined) continue;
    faults.push(...lines.map((line) => `${screen} (${language}) ${check}: ${line}`));
    const before = found.get(screen) ?? {};
    found.set(screen, { ...before, [check]: before[check] !== false && lines.length === 0 });
  }
}

async function look(page: Page, screen: ScreenName): Promise<void> {
  const { ja: japanese, en } = await checkScreen(page);
  note(screen, 'ja', japanese);
  note(screen, 'en', en);
}

/** Goes to another page, and looks when it is there. */
async function lookAt(page: Page, route: string, screen: ScreenName): Promise<void> {
  await page.evaluate((hash) => {
    document.querySelector('h1')?.setAttribute('data-left', '');
    location.hash = hash;
  }, route);
  await page.locator('h1:not([data-left])').waitFor();
  await page.waitForFunction(() => document.querySelector('.kz-waiting') === null);
  await look(page, screen);
}

/** On the narrowest window that has to do (WCAG 1.4.10), so that one size fewer has to be taken. */
function visitNarrow(use: Parameters<typeof visitApp>[1], options: VisitOptions = {}): Promise<void> {
  const { context, ...rest } = options;
  return visitApp(browser(), use, {
    context: { viewport: { width: 320, height: 800 }, ...context },
    ...rest,
  });
}

test('the screens of the set-up are looked at', { skip }, () =>
  visitNarrow(async ({ page, street }) => {
    fillAccount(street.holder);
    await page.goto(street.url);
    await look(page, 'welcome');
    await button(page, '初期設定を始める').click();
    await look(page, 'outline');
    await button(page, '次へ').click();
    await look(page, 'terms');
    await page.getByLabel('利用規約に同意する').check();
    await button(page, '次へ').click();
    await look(page, 'privacy');
    // The debugger that walks the keyboard takes the authenticator with it when it leaves.
    await addLock(page);
    await page.getByLabel('個人情報の取扱いに同意する').check();
    await button(page, '次へ').click();
    await look(page, 'lock-step');
    await addLock(page);
    await button(page, '画面ロックを設定する').click();
    await page.getByRole('button', { name: '見本　花子' }).waitFor();
    await look(page, 'card-step');
    await takeCard(page);
    await heading(page).getByText('暗証番号の入力').waitFor();
    await look(page, 'pin-step');
    await typePin(page, TEST_PINS.authentication);
    await heading(page).getByText('カードをかざす').waitFor();
    await look(page, 'hold-step');
    await button(page, 'カードをかざす').click();
    await button(page, 'ホームへ進む').waitFor();
    await look(page, 'done');
  }),
);

test('the pages of the app and its lock are looked at', { skip }, () =>
  visitNarrow(async ({ page, street }) => {
    fillAccount(street.holder);
    await page.goto(street.url);
    await setUp(page);
    await heading(page).getByText('ホーム').waitFor();
    await look(page, 'home');
    await lookAt(page, 'history', 'history');
    await lookAt(page, 'history/1', 'entry');
    await lookAt(page, 'services', 'services');
    await button(page, /との連携を解除$/).click();
    await look(page, 'unlink');
    await page.keyboard.press('Escape');
    await lookAt(page, 'settings', 'settings');
    for (const part of SETTINGS_PARTS) {
      await lookAt(page, `settings/${part}`, `settings-${part}`);
      if (part !== 'pin') continue;
      await button(page, PIN_CHANGE_TEXTS.ja.start).click();
      await takeCard(page);
      await page.locator('.kz-pin-key').first().waitFor();
      await look(page, 'settings-pin-typing');
    }
    await lookAt(page, 'help', 'help');
    await lookAt(page, 'help/pin_blocked', 'help-topic');
    await lookAt(page, 'accessibility', 'accessibility');
    await button(page, '画面をロックする').click();
    await lookAt(page, '', 'lock');
  }),
);

/** Waits for the screen whose heading this is. */
async function lookFor(page: Page, title: string, screen: ScreenName): Promise<void> {
  await heading(page).getByText(title).waitFor();
  await page.locator('h1').focus();
  await look(page, screen);
}

const ja = textsIn('ja');
const toNext = (page: Page, name: string) => page.getByRole('button', { name }).first().click();

/** As if the person had gone on with it there. */
async function takeInAnotherTab(page: Page, code: string): Promise<void> {
  const hash = await tabHash(code);
  await page.evaluate(
    (taken) => new BroadcastChannel('kazasu-login').postMessage({ kind: 'taken', hash: taken }),
    hash,
  );
}

test('the screens of a login from another device are looked at', { skip }, () =>
  visitNarrow(
    async ({ page, street }) => {
      const { screen, flow } = ja;
      await page.goto(`${street.url}/#open=${street.fake.code}`);
      await lookFor(page, flow.match.title, 'match');
      street.fake.typed();
      await lookFor(page, screen.confirm.title, 'confirm');
      await takeInAnotherTab(page, street.fake.code);
      await lookFor(page, flow.elsewhere.title, 'elsewhere');
      await toNext(page, flow.elsewhere.take);
      await toNext(page, screen.confirm.next);
      await lookFor(page, screen.card.title, 'card');
      for (const reader of ['agent', 'phone'] as const) {
        await page.getByRole('tab', { name: flow.readers[reader] }).click();
        await lookFor(page, screen.card.title, `card-${reader}`);
      }
      await page.getByRole('tab', { name: flow.readers.box }).click();
      await takeCard(page);
      await lookFor(page, screen.pin.title, 'pin');
      await typePin(page, TEST_PINS.authentication);
      await lookFor(page, screen.pin.textTitle, 'pin-text');
      await typePin(page, TEST_PINS.text);
      await page.getByText(flow.lastTry.title).waitFor();
      await look(page, 'last-try');
      await toNext(page, flow.lastTry.use);
      await lookFor(page, screen.hold.title, 'hold');
      await stopClock(page);
      await toNext(page, screen.hold.start);
      await toNext(page, screen.hold.takeAway);
      await page.clock.resume();
      await page.getByRole('alert').waitFor();
      await lookFor(page, screen.hold.title, 'hold-slipped');
      await toNext(page, screen.hold.start);
      await lookFor(page, screen.handover.title, 'handover');
      await toNext(page, ja.frame.stop);
      await look(page, 'stop');
      await page.keyboard.press('Escape');
      await toNext(page, screen.handover.agree);
      await lookFor(page, screen.done.approvedTitle, 'approved');
    },
    {
      withoutAccount: true,
      openedBy: 'qr',
      card: createTestCard({ ...TEST_PINS, text: { value: TEST_PINS.text, triesLeft: 1 } }),
      pages: { agentUrl: 'http://127.0.0.1:9', authorityUrl: 'http://127.0.0.1:9' },
    },
  ),
);

test('the screens of a signature that is refused are looked at, and what stands in the place of a page', {
  skip,
}, () => {
  let timeIsShort = true;
  return visitNarrow(
    async ({ page, street }) => {
      const { screen, flow, sign, signProblem } = ja;
      await page.goto(`${street.url}/#open=${street.fake.code}`);
      await page.getByText(flow.time.extend).waitFor();
      await lookFor(page, sign.confirm.title, 'time-limit');
      timeIsShort = false;
      await toNext(page, flow.time.extend);
      await page.getByText(flow.time.extend).waitFor({ state: 'detached' });
      await lookFor(page, sign.confirm.title, 'sign-confirm');
      await toNext(page, screen.confirm.next);
      await takeCard(page);
      await lookFor(page, sign.password.title, 'sign-password');
      await page.getByLabel(sign.password.label).fill(TEST_PINS.signature);
      await page.keyboard.press('Enter');
      await page.route('**/app/transactions/signature', (route) => route.abort());
      await toNext(page, screen.hold.start);
      await lookFor(page, flow.hold.unsentTitle, 'unsent');
      await page.unroute('**/app/transactions/signature');
      await toNext(page, flow.hold.send);
      await lookFor(page, sign.handover.title, 'sign-handover');
      street.fake.refuseNext = { error: 'certificate_revoked', final: true, status: 403 };
      await toNext(page, sign.handover.agree);
      await lookFor(page, signProblem.certificateRevoked.title, 'refused');
      await lookAt(page, 'scan', 'scan');
      await lookAt(page, 'history', 'needs-account');
      await page.route('**/assets/help-*.js', (route) => route.abort());
      await lookAt(page, 'help', 'load-fault');
    },
    {
      withoutAccount: true,
      // It would bring the file that is not to come.
      context: { serviceWorkers: 'block' },
      spoil: (view) => (timeIsShort ? { ...view, expiresAt: (view.now ?? 0) + 119_000 } : view),
      items: [],
      documents: ['one', 'two'].map((name) => ({
        input: sha256DigestInfo(createHash('sha256').update(name).digest()),
        name: `${name}.pdf`,
      })),
    },
  );
});

test('every page and screen is looked at, or it is said why not', () => {
  const { between, ...tables } = LOOKED_AT;
  const named = Object.values(tables).flatMap((table) =>
    Object.values<string | readonly ScreenName[]>(table).flatMap((looked) =>
      typeof looked === 'string' ? [] : looked,
    ),
  );
  assert.deepEqual(new Set([...named, ...between]), new Set(SCREENS));
});

test('no screen has a fault', { skip }, () => assert.deepEqual(faults, []));

test('the result that the page on accessibility shows is what was found (npm run -s accessibility renews it)', {
  skip,
}, async () => {
  assert.deepEqual(
    SCREENS.filter((screen) => CHECKS.some((check) => found.get(screen)?.[check] === undefined)),
    [],
    'not looked at',
  );
  const screens = Object.fromEntries(SCREENS.map((screen) => [screen, found.get(screen)]));
  if (renews) {
    const date = jstDay(systemClock.now());
    await writeFile(RESULT, `${JSON.stringify({ date, screens }, undefined, 2)}\n`);
    return;
  }
  assert.match(lastResult.date, /^\d{4}-\d{2}-\d{2}$/);
  assert.deepEqual(lastResult.screens, screens);
});
