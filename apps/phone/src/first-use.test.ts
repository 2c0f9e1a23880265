import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import {
  button,
  heading,
  setUp,
  takeCard,
  toLockStep,
  typePin,
  type Visit,
  type VisitOptions,
  visitApp,
} from './testing/app-visit.ts';
import { appInChromium } from './testing/chromium.ts';
import { TEST_PINS } from './testing/index.ts';

const { skip, browser } = appInChromium();

const visit = (use: (visit: Visit) => Promise<void>, options?: VisitOptions) =>
  visitApp(browser(), use, options);

/** All that the page keeps beyond its memory. */
const stored = (page: Page) =>
  page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, location.href]));

test('the app is set up in nine steps, and opens with the lock from then on', { skip }, () =>
  visit(async ({ page, street, complaints, origins }) => {
    await page.goto(street.url);
    await setUp(page);
    await heading(page).getByText('ホーム').waitFor();
    assert.equal(page.url(), `${street.url}/`);
    assert.equal(street.holder.passkeys().length, 1);
    assert.equal(await stored(page), JSON.stringify([{}, { 'kazasu-device': 'set-up' }, `${street.url}/`]));
    assert.ok(!street.holder.bodies.join().includes(TEST_PINS.authentication));
    await page.reload();
    await heading(page).getByText('画面をロックしています').waitFor();
    await button(page, 'ロックを解除する').click();
    await heading(page).getByText('ホーム').waitFor();
    assert.equal(street.holder.sessions().length, 1, 'the one before ended with the page');
    assert.deepEqual(complaints, []);
    assert.deepEqual([...origins].sort(), [street.providerOrigin, street.url].sort());
  }),
);

test('the steps go on after a reload, and back again, without an agreement being skipped', { skip }, () =>
  visit(async ({ page, street }) => {
    await page.goto(`${street.url}/#set-up/lock`);
    await heading(page).getByText('確かな本人確認を').waitFor();
    await button(page, '初期設定を始める').click();
    await button(page, '次へ').click();
    await button(page, '次へ').click();
    await page.getByText('続けるには、同意が必要です。').waitFor();
    await page.reload();
    await heading(page).getByText('利用規約の確認').waitFor();
    await page.goBack();
    await heading(page).getByText('設定の流れ').waitFor();
    await page.goForward();
    await button(page, '前の手順へ戻る').click();
    await heading(page).getByText('設定の流れ').waitFor();
    await page.goto('about:blank');
    await page.goto(`${street.url}/#set-up/hold`);
    await heading(page).getByText('利用規約の確認').waitFor();
  }),
);

test('a reload after the passkey was made begins again with it, and keeps nothing secret', { skip }, () =>
  visit(async ({ page, street }) => {
    await page.goto(street.url);
    await toLockStep(page);
    await button(page, '画面ロックを設定する').click();
    await takeCard(page);
    await typePin(page, TEST_PINS.authentication);
    await button(page, 'カードをかざす').waitFor();
    const kept = await stored(page);
    assert.equal(kept, JSON.stringify([{ 'kazasu-first-use': 'hold' }, {}, `${street.url}/#set-up/hold`]));
    await page.reload();
    await heading(page).getByText('画面ロックの設定').waitFor();
    await page.getByText('ページが読み込み直されました').waitFor();
  }),
);

test('a device without a screen lock is told so, and can be used without an account', { skip }, () =>
  visit(
    async ({ page, street, complaints }) => {
      await page.goto(street.url);
      await toLockStep(page);
      await page.getByText('この端末では画面ロックを使えません').waitFor();
      await button(page, '登録せずに使う').click();
      await heading(page).getByText('ホーム').waitFor();
      await page.getByText('設定せずに使っています').waitFor();
      assert.deepEqual(street.holder.bodies, []);
      assert.deepEqual(complaints, []);
      await page.reload();
      await heading(page).getByText('ホーム').waitFor();
    },
    { withoutLock: true },
  ),
);

test('a screen lock that is not confirmed is told, and can be tried again', { skip }, () =>
  visit(async ({ page, street, lock }) => {
    await page.goto(street.url);
    await toLockStep(page);
    await lock?.confirms(false);
    await button(page, '画面ロックを設定する').click();
    await page.getByText('画面ロックの確認が終わりませんでした').waitFor();
    await button(page, '登録せずに使う').waitFor();
    await lock?.confirms(true);
    await button(page, '画面ロックを設定する').click();
    await heading(page).getByText('カードと暗証番号の用意').waitFor();
  }),
);

test('a wrong PIN says how many tries are left, and the card goes on from there', { skip }, () =>
  visit(async ({ page, street }) => {
    await page.goto(street.url);
    await toLockStep(page);
    await button(page, '画面ロックを設定する').click();
    await takeCard(page);
    await typePin(page, '9999');
    await button(page, 'カードをかざす').click();
    await page.getByText('暗証番号が違います（あと2回）').waitFor();
    assert.equal(street.card.memory.read().authentication?.triesLeft, 2);
    await typePin(page, TEST_PINS.authentication);
    await button(page, 'カードをかざす').click();
    await button(page, 'ホームへ進む').waitFor();
  }),
);

test(
  'a developer goes on without set-up where nothing is real, and a link waits behind the set-up',
  { skip },
  () =>
    visit(async ({ page, street }) => {
      await page.goto(`${street.url}/#open=${street.fake.code}`);
      await page.getByText('受け取った手続きの続きに進みます').waitFor();
      assert.equal(page.url(), `${street.url}/`, 'the code is gone from the address');
      await page.reload();
      await button(page, '設定せずに試す（開発用）').click();
      await button(page, '内容を確認して進む').waitFor();
      assert.equal(street.fake.state(), 'opened');
    }),
);
