import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { button, stopClock, takeCard, type Visit, type VisitOptions, visitApp } from './testing/app-visit.ts';
import { appInChromium } from './testing/chromium.ts';
import { createTestCard, TEST_ITEMS, TEST_PINS } from './testing/index.ts';

const { skip, browser } = appInChromium();

/** A link has been opened, and what it asks for is on the screen. */
const opened = (use: (visit: Visit) => Promise<void>, options: VisitOptions = {}) =>
  visitApp(
    browser(),
    async (visit) => {
      await visit.page.goto(`${visit.street.url}/#open=${visit.street.fake.code}`);
      await button(visit.page, '内容を確認して進む').waitFor();
      await use(visit);
    },
    { withoutAccount: true, ...options },
  );

const title = (page: Page, words: string) => page.getByRole('heading', { level: 1, name: words }).waitFor();

async function toPin(page: Page): Promise<void> {
  await button(page, '内容を確認して進む').click();
  await takeCard(page);
  await title(page, '利用者証明用の暗証番号');
}

async function type(page: Page, digits: string): Promise<void> {
  await page.keyboard.type(digits);
  await page.keyboard.press('Enter');
}

async function toHold(page: Page): Promise<void> {
  await toPin(page);
  await type(page, TEST_PINS.authentication);
  await title(page, '券面事項入力補助用の暗証番号');
  await type(page, TEST_PINS.text);
  await title(page, 'カードをかざしてください');
}

/** Another app is in front, or this one again. */
function look(page: Page, state: 'visible' | 'hidden'): Promise<void> {
  return page.evaluate((visibilityState) => {
    Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}

test('a card that slips is held again, and the screen says how far it was', { skip }, () =>
  opened(async ({ page, street, complaints }) => {
    await toHold(page);
    await stopClock(page);
    await button(page, 'カードをかざす').click();
    await page.getByText('電子証明書を読み取る').waitFor();
    await button(page, 'カードを離す').click();
    await page.clock.resume();
    await page.getByText('カードが離れました').waitFor();
    await page.getByText(/全4段階のうち[1-3]段階目/).waitFor();
    await page.getByText('最初の段階から読み取り直します').waitFor();
    assert.equal(street.card.memory.read().authentication?.triesLeft, 3);
    await button(page, 'カードをかざす').click();
    await button(page, '同意して提供する').waitFor();
    assert.deepEqual(complaints, []);
  }),
);

test('what was signed waits for the network without the card, and goes off by itself', { skip }, () =>
  opened(async ({ page, street }) => {
    await toHold(page);
    await page.route('**/app/transactions/proof', (route) => route.abort());
    await button(page, 'カードをかざす').click();
    await title(page, '送信が終わっていません');
    await page.getByText('カードをもう一度かざす必要はありません').waitFor();
    assert.doesNotMatch(
      await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state])),
      /certificate|signature|[A-Za-z0-9_-]{100}/,
      'in memory alone',
    );
    await page.unroute('**/app/transactions/proof');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await button(page, '同意して提供する').waitFor();
    assert.equal(street.fake.proofs.length, 1);
  }),
);

test('back goes one step back inside the app and sends nothing again', { skip }, () =>
  opened(async ({ page, street, complaints }) => {
    await page.goto(`${street.url}/#help`);
    await page.goBack();
    await button(page, '内容を確認して進む').waitFor();
    await toHold(page);
    await page.goBack();
    await title(page, '券面事項入力補助用の暗証番号');
    await page.goBack();
    await title(page, '利用者証明用の暗証番号');
    await page.goForward();
    await title(page, '利用者証明用の暗証番号');
    await type(page, TEST_PINS.authentication);
    await type(page, TEST_PINS.text);
    await button(page, 'カードをかざす').click();
    await button(page, '同意して提供する').waitFor();
    await page.goBack();
    await page.getByRole('dialog', { name: '手続きをやめますか' }).waitFor();
    assert.equal(street.fake.state(), 'proved');
    await button(page, '手続きを続ける').click();
    await button(page, '同意して提供する').click();
    await title(page, '本人確認が完了しました');
    assert.equal(street.fake.proofs.length, 1);
    assert.deepEqual(complaints, []);
  }),
);

test('while another app is in front nothing personal is on the page, and the step is kept', { skip }, () =>
  opened(async ({ page }) => {
    await toHold(page);
    await look(page, 'hidden');
    await title(page, '画面を隠しています');
    await look(page, 'visible');
    await button(page, 'カードをかざす').click();
    await page.getByText(TEST_ITEMS.address).waitFor();
    await look(page, 'hidden');
    await title(page, '画面を隠しています');
    const whole = await page.evaluate(() => document.documentElement.outerHTML);
    assert.ok(!whole.includes(TEST_ITEMS.address) && !whole.includes(TEST_ITEMS.name));
    await look(page, 'visible');
    await page.getByText(TEST_ITEMS.address).waitFor();
  }),
);

test(
  'a page that is left holds nothing personal, and asks for the PIN again when it comes back',
  { skip },
  () =>
    opened(async ({ page, street }) => {
      await toHold(page);
      const event = (name: string) =>
        page.evaluate((one) => window.dispatchEvent(new PageTransitionEvent(one, { persisted: true })), name);
      await event('pagehide');
      await title(page, '画面を隠しています');
      await event('pageshow');
      await title(page, '利用者証明用の暗証番号');
      assert.deepEqual(street.fake.proofs, []);
    }),
);

test('the last try is asked about, and what was typed for it is forgotten on no', { skip }, () =>
  opened(
    async ({ page, street }) => {
      await toPin(page);
      await page.getByText('あと1回間違えると、ロックされます').waitFor();
      await type(page, '9999');
      await page.getByRole('dialog', { name: '最後の1回です' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('4桁のうち0桁').waitFor({ state: 'attached' });
      await type(page, TEST_PINS.authentication);
      await button(page, 'この番号を使う').click();
      await button(page, 'カードをかざす').click();
      await button(page, '同意して提供する').waitFor();
      assert.equal(street.card.memory.read().authentication?.triesLeft, 3);
    },
    { items: [], card: createTestCard({ ...TEST_PINS, authentication: { value: '1234', triesLeft: 1 } }) },
  ),
);

test('under two minutes the time is shown, read out now and then, and can be extended', { skip }, () => {
  let left = 600_000;
  return opened(
    async ({ page }) => {
      assert.equal(await button(page, '時間を延長する').count(), 0);
      left = 119_000;
      await page.reload();
      await page.getByText(/残り時間は1分5[0-9]秒です/).waitFor();
      await page.getByRole('status').getByText('残り時間は約2分です。').waitFor({ state: 'attached' });
      left = 600_000;
      await button(page, '時間を延長する').click();
      await page.getByText('時間を延長しました').waitFor({ state: 'attached' });
      assert.equal(await button(page, '時間を延長する').count(), 0);
      left = 2_000;
      await page.reload();
      await page.getByText(/残り時間は[12]秒です/).waitFor();
    },
    { spoil: (view) => ({ ...view, expiresAt: (view.now ?? 0) + left }) },
  );
});

test('when the time is over the screen says so, and leads back', { skip }, () =>
  opened(async ({ page, street }) => {
    street.fake.expire();
    await look(page, 'hidden');
    await look(page, 'visible');
    await title(page, '手続きの時間が過ぎました');
    await button(page, '元のサービスに戻る').click();
    await page.waitForURL(`${street.providerOrigin}/api/interactions/*`);
  }),
);

test('a refusal names its cause and code, with help that leads back to it, and the way back', { skip }, () =>
  opened(async ({ page, street }) => {
    await toHold(page);
    street.fake.refuseNext = { error: 'certificate_revoked', final: true, status: 403 };
    await button(page, 'カードをかざす').click();
    await title(page, '電子証明書が失効しています');
    await page.getByText('certificate_revoked').waitFor();
    await page.getByRole('link', { name: '詳しい対処方法を見る' }).click();
    assert.equal(new URL(page.url()).hash, '#help/certificate_revoked');
    await page.goBack();
    await button(page, '元のサービスに戻る').click();
    await page.waitForURL(`${street.providerOrigin}/api/interactions/*`);
  }),
);
