import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test, { after, before } from 'node:test';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { launchBrowser } from '@kazasu/ui/testing';
import type { Browser, Page } from 'playwright-core';
import { findPerson, fourItemsOf, type PersonId } from '../src/people/index.ts';
import { AppUser, freshTown, type TestTown } from './support/index.ts';
import { formOf } from './support/resident.ts';
import { tapTokens, tryTokens } from './support/tapped-tokens.ts';

const { missing: skip } = requirePeer(CHROMIUM);
const SHOP = 'みなと野市 スポーツセンター施設予約';

let world: TestTown;
let browser: Browser;
let tokens: ReturnType<typeof tapTokens>;
before(async () => {
  if (skip) return;
  tokens = tapTokens();
  [world, browser] = await Promise.all([freshTown(), launchBrowser({ typeface: false })]);
});
after(async () => {
  tokens?.end();
  await browser?.close();
  await world?.end();
});

/** What must stand in no address, title, log or storage. */
function personalOf(id: PersonId): string[] {
  const person = findPerson(id) ?? assert.fail(id);
  const { name, address, birthdate } = fourItemsOf(person, Date.now());
  const { pins, myNumber } = person;
  const words = [name, address, birthdate, myNumber, pins.signature ?? ''].filter((word) => word !== '');
  return words.flatMap((word) => [word, encodeURIComponent(word), encodeURI(word)]);
}

function assertSilent(where: string, text: string, id: PersonId): void {
  for (const word of personalOf(id)) assert.ok(!text.includes(word), `${where} tells ${word}`);
}

/** As the site's button does, to the page that waits for the app. */
async function beginLogin(page: Page): Promise<void> {
  await page.goto(`${world.town.urls.reservation}/login`);
  await page.waitForURL(/\/interactions\//);
}

async function greeted(page: Page, id: PersonId): Promise<void> {
  await page.waitForURL(`${world.town.urls.reservation}/mypage`);
  const name = findPerson(id)?.name ?? assert.fail(id);
  assert.ok((await page.locator('main').textContent())?.includes(name));
}

/** A login on the phone itself: out of the app to the site, by its link into the locked app, and back. */
async function logInHere(user: AppUser, id: PersonId, pins: { authentication?: string } = {}): Promise<void> {
  await beginLogin(user.page);
  await user.follow('アプリを開く');
  await user.unlock();
  await user.approve(id, pins);
  await user.goBack();
  await greeted(user.page, id);
}

/** A login at a desk, by the QR code that the phone opens, and the six digits that it shows. */
async function logInAtDesk(user: AppUser, id: PersonId): Promise<void> {
  const desk = await browser.newContext({ locale: 'ja-JP', viewport: { width: 1280, height: 900 } });
  const site = await desk.newPage();
  await beginLogin(site);
  const renewal = site.waitForResponse(/\/qr$/);
  await site.locator('#renew-qr').click();
  const { url } = (await (await renewal).json()) as { url: string };
  await user.page.goto(url);
  await user.unlock();
  await user.at(user.texts.flow.match.title);
  const digits = (await user.page.locator('.ph-digits [translate=no]').textContent()) ?? '';
  assert.match(digits.replaceAll(/\s/g, ''), /^\d{6}$/);
  await site.getByLabel('アプリに表示されている数字').fill(digits);
  await site.getByRole('button', { name: '確認する' }).click();
  await user.approve(id);
  await greeted(site, id);
  await desk.close();
}

/** An application at the town office, filled in and signed on the phone. */
async function signHere(user: AppUser, id: PersonId): Promise<void> {
  const { page } = user;
  const { name = '', address = '', birthdate = '' } = formOf(id);
  await page.goto(`${world.town.urls.townOffice}/apply`);
  await page.getByLabel('氏名').fill(name);
  await page.getByLabel('生年月日').fill(birthdate);
  await page.getByLabel('住所').fill(address);
  await page.getByLabel('勤務先へ提出').check();
  await user.press('申請書を作成する');
  await user.press('電子署名して申請する');
  await user.follow('アプリを開く');
  await user.unlock();
  await user.sign(id);
  await user.goBack();
  await page.waitForURL(`${world.town.urls.townOffice}/result`);
}

/** The history tells of a login here, one at a desk, and a signature; searches and saves them. */
async function readHistory(user: AppUser): Promise<void> {
  const { page } = user;
  await user.openApp();
  await user.unlock();
  await user.follow('利用履歴');
  await user.at('利用履歴');
  const entries = page.locator('main .ph-menu > li');
  await entries.nth(2).waitFor();
  assert.equal(await entries.count(), 3);
  const [signature = '', atDesk = '', here = ''] = await entries.allTextContents();
  assert.match(signature, /電子署名.*文書1件/);
  for (const login of [atDesk, here]) assert.match(login, /本人確認.*氏名、住所、生年月日、性別/);
  const saving = page.waitForEvent('download');
  await user.press('CSV形式で保存');
  const csv = await readFile(await (await saving).path(), 'utf8');
  const lines = csv.trim().split('\r\n');
  assert.equal(lines.length, 4);
  assert.match(csv, /別の端末（QRコード）/);
  const digest = /[0-9a-f]{64}/.exec(csv)?.[0] ?? assert.fail(csv);
  await entries.first().getByRole('link').click();
  await user.at('利用履歴の詳細');
  await page.getByText(digest).waitFor();
  await page.goBack();
  await user.at('利用履歴');
  await page.getByText('条件を指定して探す').click();
  await page.getByLabel('サービス名またはウェブサイト').fill('スポーツ');
  await page.getByText('2件', { exact: true }).waitFor();
}

async function unlink(user: AppUser): Promise<void> {
  const { page } = user;
  assert.deepEqual(await tryTokens(world, tokens.last()), { userinfo: 200, refresh: 200 });
  await user.press('ホームへ戻る');
  await user.follow('連携しているサービス');
  await user.press(`「${SHOP}」との連携を解除`);
  await user.press('連携を解除する');
  await page.getByText('解除済み').waitFor();
  assert.deepEqual(await tryTokens(world, tokens.last()), { userinfo: 401, refresh: 400 });
}

async function changePin(user: AppUser, id: PersonId, to: string): Promise<void> {
  await user.press('ホームへ戻る');
  await user.follow('設定');
  await user.follow('カードの暗証番号の変更');
  await user.press('カードを選ぶ');
  await user.takeCard(id);
  const { authentication } = findPerson(id)?.pins ?? assert.fail(id);
  for (const pin of [authentication, to, to]) await user.typePin(pin);
  await user.press('カードをかざす');
  await user.at('変更しました');
}

async function erase(user: AppUser): Promise<void> {
  await user.openApp();
  await user.unlock();
  await user.follow('設定');
  await user.follow('登録の削除');
  await user.page.getByLabel('元に戻せないことを確認しました').check();
  await user.press('登録を削除する');
  await user.at(user.texts.firstUse.welcome.title);
}

test('the app lives with a real provider, from its first use to the end of the account', {
  skip,
}, async () => {
  const user = await AppUser.create(world.town, browser);
  await user.openApp();
  await user.setUp('hanako');
  await user.at('ホーム');
  await user.press('画面をロックする');
  await user.unlock();
  await user.at('ホーム');
  await logInHere(user, 'hanako');
  await logInAtDesk(user, 'hanako');
  await signHere(user, 'hanako');
  await readHistory(user);
  await unlink(user);
  await changePin(user, 'hanako', '4826');
  await logInHere(user, 'hanako', { authentication: '4826' });
  await erase(user);
  await user.page.reload();
  await user.at(user.texts.firstUse.welcome.title);
  assert.deepEqual(user.complaints, []);
  assert.ok(user.seen.includes('利用履歴の詳細 | Kazasu') && world.log.length > 10);
  assertSilent('an address or title', user.seen.join('\n'), 'hanako');
  assertSilent('the storage', await user.kept(), 'hanako');
  assertSilent('the log', world.log.join('\n'), 'hanako');
  await user.context.close();
});

test('an account in English, and another person on the same phone who sees nothing of it', {
  skip,
}, async () => {
  const user = await AppUser.create(world.town, browser, 'en');
  await beginLogin(user.page);
  await user.follow('Open the app');
  await user.setUp('taro');
  await user.approve('taro');
  await user.goBack();
  await greeted(user.page, 'taro');
  await user.openApp();
  await user.unlock();
  await user.follow('History');
  await user.page.locator('main .ph-menu > li', { hasText: 'Identification' }).waitFor();
  await user.press('Lock the screen');
  await user.press('Set up again with the card');
  await user.setUp('ryoko');
  await user.at('Home');
  await user.follow('History');
  await user.page.getByText('There is nothing here yet.').waitFor();
  await user.press('Back to home');
  await user.follow('Linked services');
  await user.page.getByText('There are no linked services.').waitFor();
  assert.deepEqual(user.complaints, []);
  for (const id of ['taro', 'ryoko'] as const) {
    assertSilent('an address or title', user.seen.join('\n'), id);
    assertSilent('the storage', await user.kept(), id);
    assertSilent('the log', world.log.join('\n'), id);
  }
  await user.context.close();
});
