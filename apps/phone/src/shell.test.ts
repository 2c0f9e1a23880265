import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { ConnectedService, HistoryEntry } from '@kazasu/provider/api';
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

const DAY = 24 * 60 * 60_000;
const link = (page: Page, name: string) => page.getByRole('link', { name });

/** Set up and open. */
const visit = (use: (visit: Visit) => Promise<void>, options?: VisitOptions) =>
  visitApp(
    browser(),
    async (here) => {
      await here.page.goto(here.street.url);
      await setUp(here.page);
      await heading(here.page).getByText('ホーム').waitFor();
      await use(here);
    },
    options,
  );

const entryOf = (place: number, change: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: `entry-${place}`,
  at: Date.now() - place * DAY,
  kind: 'login',
  relyingParty: {
    clientId: `RP${place}`,
    name: `かざす市 サービス${place}`,
    kind: 'government',
    origin: `https://s${place}.example`,
  },
  items: ['name', 'address'],
  documents: [],
  openedBy: 'link',
  device: 'card',
  ...change,
});

test(
  'a link opened while the app is locked waits behind the lock, across a reload, and goes on with the account',
  { skip },
  () =>
    visit(async ({ page, street, complaints }) => {
      await page.goto('about:blank');
      await page.goto(`${street.url}/#open=${street.fake.code}`);
      await page.getByText('手続きの依頼を受け取っています').waitFor();
      assert.equal(page.url(), `${street.url}/`);
      await page.reload();
      const opened = page.waitForRequest(/transactions\/open$/);
      await button(page, 'ロックを解除する').click();
      const { holder } = JSON.parse((await opened).postData() ?? '') as { holder?: string };
      assert.deepEqual([holder], street.holder.sessions());
      await button(page, '内容を確認して進む').waitFor();
      assert.deepEqual(complaints, []);
    }),
);

test('locking in the middle of a login takes what was typed, and the login goes on after it', { skip }, () =>
  visit(async ({ page, street }) => {
    await page.goto('about:blank');
    await page.goto(`${street.url}/#open=${street.fake.code}`);
    await button(page, 'ロックを解除する').click();
    await button(page, '内容を確認して進む').click();
    await takeCard(page);
    await typePin(page, TEST_PINS.authentication);
    await button(page, '画面をロックする').click();
    await page.getByText('手続きの依頼を受け取っています').waitFor();
    assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /見本　花子|かざす市/);
    await button(page, 'ロックを解除する').click();
    await button(page, '内容を確認して進む').click();
    await takeCard(page);
    await heading(page).getByText('利用者証明用の暗証番号').waitFor();
    await page.getByText('4桁のうち0桁を入力しました').waitFor({ state: 'attached' });
  }),
);

test(
  'what was read is not reached from the lock by setting up anew or going on without an account, and the lock stays',
  { skip },
  () =>
    visit(async ({ page, street, lock }) => {
      await page.goto('about:blank');
      await page.goto(`${street.url}/#open=${street.fake.code}`);
      await button(page, 'ロックを解除する').click();
      await button(page, '内容を確認して進む').click();
      await takeCard(page);
      await typePin(page, TEST_PINS.authentication);
      await typePin(page, TEST_PINS.text);
      await button(page, 'カードをかざす').click();
      await button(page, '同意して提供する').waitFor();
      await button(page, '画面をロックする').click();
      await lock?.confirms(false);
      await page.getByText('途中の手続きは終了します').waitFor();
      const stopped = page.waitForResponse(/transactions\/decision$/);
      await button(page, 'カードで設定し直す').click();
      await button(page, '設定せずに試す（開発用）').click();
      await heading(page).getByText('ホーム').waitFor();
      assert.equal(await page.evaluate(() => sessionStorage.length), 0);
      await stopped;
      await page.reload();
      await heading(page).getByText('画面をロックしています').waitFor();
      assert.equal(street.fake.state(), 'declined');
    }),
);

test('the app locks when nobody touches it, and at once when it is asked to', { skip }, () =>
  visit(async ({ page, street }) => {
    await page.clock.install();
    await button(page, '画面をロックする').click();
    await heading(page).getByText('画面をロックしています').waitFor();
    await button(page, 'ロックを解除する').click();
    await heading(page).getByText('ホーム').waitFor();
    await page.clock.runFor(4 * 60_000);
    await heading(page).getByText('ホーム').waitFor();
    await page.clock.runFor(2 * 60_000);
    await heading(page).getByText('画面をロックしています').waitFor();
    assert.deepEqual(street.holder.sessions(), []);
    assert.doesNotMatch((await page.locator('body').textContent()) ?? '', /QRコードを読み取る/);
  }),
);

test('who has lost the passkey sets up again with the card, and ends what other devices had', { skip }, () =>
  visit(async ({ page, street, lock }) => {
    const [before] = street.holder.passkeys();
    await lock?.clear();
    await page.reload();
    await button(page, 'カードで設定し直す').click();
    await toLockStep(page);
    await button(page, '画面ロックを設定する').click();
    await page.getByLabel('ほかの端末の登録をすべて無効にする').check();
    await takeCard(page);
    await typePin(page, TEST_PINS.authentication);
    await button(page, 'カードをかざす').click();
    await button(page, 'ホームへ進む').click();
    await heading(page).getByText('ホーム').waitFor();
    const after = street.holder.passkeys();
    assert.equal(after.length, 1);
    assert.notEqual(after[0], before);
  }),
);

test('a passkey that the provider no longer knows opens nothing, and says what can be done', { skip }, () =>
  visit(async ({ page }) => {
    await page.reload();
    await page.route('**/app/unlock/finish', (route) =>
      route.fulfill({
        status: 409,
        json: { error: 'passkey_invalid' },
        headers: { 'access-control-allow-origin': '*' },
      }),
    );
    await button(page, 'ロックを解除する').click();
    await page.getByText('このパスキーでは開けません').waitFor();
    await link(page, 'passkey_invalid').click();
    await heading(page).getByText('このパスキーでは開けません').waitFor();
    await button(page, '戻る').click();
    await heading(page).getByText('画面をロックしています').waitFor();
  }),
);

test(
  'the history is loaded, searched, opened and saved, and nothing of it stands in the address',
  { skip },
  () =>
    visit(async ({ page, street, complaints }) => {
      const digest = 'ab'.repeat(32);
      street.holder.entries = [
        entryOf(1),
        entryOf(2, { kind: 'signature', items: [], documents: [{ digest, name: '契約書.pdf' }] }),
        ...Array.from({ length: 30 }, (_, place) => entryOf(place + 3)),
      ];
      await link(page, '利用履歴').click();
      await link(page, 'サービス1').first().waitFor();
      assert.equal(await page.locator('main .ph-menu > li').count(), 20);
      await button(page, 'さらに読み込む').click();
      await link(page, 'サービス32').waitFor();
      await page.getByText('条件を指定して探す').click();
      await page.getByLabel('種類').selectOption('signature');
      await page.getByText('1件', { exact: true }).waitFor();
      const saved = page.waitForEvent('download');
      await button(page, 'CSV形式で保存').click();
      const csv = await readFile(await (await saved).path(), 'utf8');
      assert.ok(
        csv.startsWith('\ufeff日時,') &&
          csv.includes(`契約書.pdf ${digest}`) &&
          csv.trim().split('\r\n').length === 2,
      );
      await link(page, 'サービス2').click();
      await page.getByText(digest).waitFor();
      assert.equal(page.url(), `${street.url}/#history/1`);
      assert.equal(await page.title(), '利用履歴の詳細 | Kazasu');
      await page.goBack();
      await heading(page).getByText('利用履歴').waitFor();
      assert.deepEqual(complaints, []);
      const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
      assert.doesNotMatch(kept, /サービス|example/);
    }),
);

test('a service is unlinked after a question that says what it does', { skip }, () =>
  visit(async ({ page, street }) => {
    const service: ConnectedService = {
      ...entryOf(1).relyingParty,
      since: Date.now() - 30 * DAY,
      lastAt: Date.now(),
      active: true,
    };
    street.holder.services = [service];
    await link(page, '連携しているサービス').click();
    await button(page, '「かざす市 サービス1」との連携を解除').click();
    await page.getByText('すでに提供した情報は、サービスに残ります').waitFor();
    await button(page, '解除しない').click();
    assert.equal(street.holder.services[0]?.active, true);
    await button(page, '「かざす市 サービス1」との連携を解除').click();
    await button(page, '連携を解除する').click();
    await page.getByText('解除済み').waitFor();
    assert.equal(street.holder.services[0]?.active, false);
  }),
);

test('the PIN of the card is changed with the tries in sight, and never leaves the card', { skip }, () =>
  visit(async ({ page, street }) => {
    const said: string[] = [];
    page.on('request', (request) => said.push(request.url(), request.postData() ?? ''));
    await link(page, '設定').click();
    await link(page, 'カードの暗証番号の変更').click();
    await page.getByLabel('利用者証明用の暗証番号（数字4桁）').check();
    await button(page, 'カードを選ぶ').click();
    await takeCard(page);
    await page.getByText('入力できる回数：あと3回').waitFor();
    await typePin(page, '0000');
    await typePin(page, '2468');
    await typePin(page, '2469');
    await page.getByText('2回の入力が一致しませんでした').waitFor();
    await typePin(page, '2468');
    await typePin(page, '2468');
    await button(page, 'カードをかざす').click();
    await page.getByText('暗証番号が違います（あと2回）').waitFor();
    await typePin(page, TEST_PINS.authentication);
    await typePin(page, TEST_PINS.authentication);
    await page.getByText('いまの番号と同じです').waitFor();
    await typePin(page, '2468');
    await typePin(page, '2468');
    await button(page, 'カードをかざす').click();
    await heading(page).getByText('変更しました').waitFor();
    assert.equal(street.card.memory.read().authentication?.value, '2468');
    assert.doesNotMatch(said.join('\n'), /2468|0000/);
  }),
);

test('the last try of a PIN is used only after a question', { skip }, () =>
  visit(async ({ page, street }) => {
    const memory = street.card.memory;
    await link(page, '設定').click();
    await link(page, 'カードの暗証番号の変更').click();
    await page.getByLabel('署名用パスワード').check();
    await button(page, 'カードを選ぶ').click();
    memory.write({ ...memory.read(), signature: { value: TEST_PINS.signature, triesLeft: 1 } });
    await takeCard(page);
    await page.getByText('あと1回間違えると、ロックされます').waitFor();
    const field = page.getByLabel('いまの署名用パスワード');
    await field.fill('WRONG12');
    await button(page, '次へ').click();
    await page.getByText('あと1回だけ試せます').waitFor();
    await button(page, '試さない').click();
    assert.equal(memory.read().signature?.triesLeft, 1);
    await field.fill(TEST_PINS.signature);
    await button(page, '次へ').click();
    await button(page, 'この番号で試す').click();
    const next = page.getByLabel('新しい署名用パスワード', { exact: true });
    await next.fill('ABCDEF');
    await button(page, '次へ').click();
    await page.getByText('英字と数字の両方が必要です').waitFor();
    await next.fill('newpass99');
    await button(page, '次へ').click();
    await page.getByLabel('もう一度、新しい署名用パスワード').fill('NEWPASS99');
    await button(page, '次へ').click();
    await button(page, 'カードをかざす').click();
    await heading(page).getByText('変更しました').waitFor();
    assert.equal(memory.read().signature?.value, 'NEWPASS99');
  }),
);

test(
  'a certificate that ends soon is told on the start page, and its dates are in the settings',
  { skip },
  () =>
    visit(async ({ page, street }) => {
      street.holder.certificates = [
        { role: 'authentication', device: 'card', notAfter: Date.now() + 20.5 * DAY, seenAt: Date.now() },
      ];
      await page.reload();
      await button(page, 'ロックを解除する').click();
      await page.getByText('利用者証明用電子証明書の有効期限まであと20日です').waitFor();
      await link(page, '有効期限を確認する').click();
      await page.getByText('あと20日').waitFor();
    }),
);

test('text size and language stay on the device, and the account can be erased', { skip }, () =>
  visit(async ({ page, street, complaints }) => {
    await page.goto(`${street.url}/#settings/display`);
    await page.getByLabel('特大（200％）').check();
    const size = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
    assert.equal(await size(), '32px');
    await page.getByLabel('English').check();
    await heading(page).getByText('Language and text size').waitFor();
    await page.goto(`${street.url}/#settings/erase`);
    await button(page, 'Erase the account').click();
    await page.getByText('please confirm this').waitFor();
    await page.getByLabel('I understand').check();
    await button(page, 'Erase the account').click();
    await button(page, 'Begin the set-up').waitFor();
    assert.ok(street.holder.ended());
    await page.reload();
    await button(page, 'Begin the set-up').waitFor();
    assert.equal(await size(), '32px');
    assert.deepEqual(complaints, []);
  }),
);

test('the help is found by its words and by a link to a code, without an account', { skip }, () =>
  visitApp(browser(), async ({ page, street }) => {
    await page.goto(`${street.url}/#help/pin_blocked`);
    await heading(page).getByText('利用者証明用の暗証番号がロックされています').waitFor();
    await link(page, '暗証番号がロックされたとき').click();
    await page.getByText('市区町村の窓口に行きます').waitFor();
    await link(page, 'ヘルプの一覧').click();
    await page.getByLabel('言葉またはお問い合わせ用コードで探す').fill('紛失した');
    await link(page, 'カードを紛失したとき').waitFor();
    await page.goto(`${street.url}/#help/no_such_code`);
    await heading(page).getByText('このコードの説明はありません').waitFor();
  }),
);
