import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { sha256DigestInfo } from '@kazasu/card';
import { environment } from '@kazasu/server/config';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { buildPages } from '@kazasu/ui/build';
import { launchBrowser } from '@kazasu/ui/testing';
import type { Browser, Page } from 'playwright-core';
import { CHECKS, type CheckName, lastResult, SCREENS, type ScreenName } from './page/accessibility/result.ts';
import { textsIn } from './page/text/index.ts';
import { phonePages } from './pages.ts';
import { addLock, button, heading, setUp, takeCard, typePin, visitApp } from './testing/app-visit.ts';
import { checkScreen, checkTranslation } from './testing/check-screen.ts';
import type { FakeHolder } from './testing/index.ts';
import { TEST_PINS } from './testing/index.ts';

const { missing: skip } = requirePeer(CHROMIUM);
/** `npm run -s accessibility` sets it: what is found is written down in place of being compared. */
const renews = environment().KAZASU_RENEW === 'accessibility';
const RESULT = new URL('./page/accessibility/result.json', import.meta.url);
const DAY = 24 * 60 * 60_000;

let browser: Browser | undefined;
const found = new Map<ScreenName, Partial<Record<CheckName, boolean>>>();
const faults: string[] = [];

before(async () => {
  await buildPages({ apps: [phonePages] });
  if (!skip) browser = await launchBrowser();
});
after(() => browser?.close());

/** Checks the screen in Japanese and then in English, and leaves it as it was. */
async function look(page: Page, screen: ScreenName): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  const note = (language: string, results: { readonly [check in CheckName]?: readonly string[] }) => {
    for (const check of CHECKS) {
      const lines = results[check];
      if (lines === undefined) continue;
      faults.push(...lines.map((line) => `${screen} (${language}) ${check}: ${line}`));
      const before = found.get(screen) ?? {};
      found.set(screen, { ...before, [check]: before[check] !== false && lines.length === 0 });
    }
  };
  note('ja', await checkScreen(page, 'ja'));
  if ((await page.locator('dialog[open]').count()) > 0) return;
  await button(page, 'English').click();
  note('en', await checkTranslation(page, 'en'));
  await button(page, '日本語').click();
}

async function lookAt(page: Page, route: string, screen: ScreenName): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, route);
  await page.waitForFunction(() => document.querySelector('.kz-waiting') === null);
  await page.waitForTimeout(50);
  await page.locator('h1').focus();
  await look(page, screen);
}

function fill(holder: FakeHolder): void {
  const relyingParty = {
    clientId: 'RP1',
    name: 'かざす市 施設予約サイト',
    kind: 'government' as const,
    origin: 'https://yoyaku.example',
  };
  const entry = { at: Date.now() - DAY, relyingParty, openedBy: 'link' as const, device: 'card' as const };
  holder.entries = [
    { ...entry, id: 'a', kind: 'login', items: ['name', 'address', 'birthdate', 'gender'], documents: [] },
    {
      ...entry,
      id: 'b',
      kind: 'signature',
      items: [],
      documents: [{ digest: 'ab'.repeat(32), name: '契約書.pdf' }],
    },
  ];
  holder.services = [
    { ...relyingParty, since: Date.now() - 90 * DAY, lastAt: Date.now() - DAY, active: true },
  ];
  holder.certificates = [
    { role: 'authentication', device: 'card', notAfter: Date.now() + 25.5 * DAY, seenAt: Date.now() },
    { role: 'signature', device: 'card', notAfter: Date.now() + 700 * DAY, seenAt: Date.now() },
  ];
}

test('the screens of the set-up are looked at', { skip }, () =>
  visitApp(browser, async ({ page, street }) => {
    fill(street.holder);
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
  visitApp(browser, async ({ page, street }) => {
    fill(street.holder);
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
    for (const part of [
      'lock',
      'display',
      'pin',
      'certificates',
      'phone',
      'passkeys',
      'app',
      'erase',
    ] as const) {
      await lookAt(page, `settings/${part}`, `settings-${part}`);
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

test('the screens of a login from another device are looked at', { skip }, () =>
  visitApp(
    browser,
    async ({ page, street }) => {
      const { screen, flow } = ja;
      await page.goto(`${street.url}/#open=${street.fake.code}`);
      await lookFor(page, flow.match.title, 'match');
      street.fake.typed();
      await lookFor(page, screen.confirm.title, 'confirm');
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
      await lookFor(page, screen.hold.title, 'hold');
      await toNext(page, screen.hold.start);
      await toNext(page, screen.hold.takeAway);
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
      pages: { agentUrl: 'http://127.0.0.1:9', authorityUrl: 'http://127.0.0.1:9' },
    },
  ),
);

test('the screens of a signature that is refused are looked at, and the scanner', { skip }, () =>
  visitApp(
    browser,
    async ({ page, street }) => {
      const { screen, flow, sign, signProblem } = ja;
      await page.goto(`${street.url}/#open=${street.fake.code}`);
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
    },
    {
      withoutAccount: true,
      items: [],
      documents: ['one', 'two'].map((name) => ({
        input: sha256DigestInfo(createHash('sha256').update(name).digest()),
        name: `${name}.pdf`,
      })),
    },
  ),
);

test('no screen has a fault', { skip }, () => assert.deepEqual(faults, []));

test('the result that the page on accessibility shows is what was found (npm run -s accessibility renews it)', {
  skip,
}, async () => {
  const screens = Object.fromEntries(SCREENS.flatMap((screen) => [[screen, found.get(screen)]]));
  if (renews) {
    const japan = new Date(Date.now() + 9 * 60 * 60_000).toISOString().slice(0, 10);
    await writeFile(RESULT, `${JSON.stringify({ date: japan, screens }, undefined, 2)}\n`);
    return;
  }
  assert.match(lastResult.date, /^\d{4}-\d{2}-\d{2}$/);
  assert.deepEqual(lastResult.screens, screens);
});
