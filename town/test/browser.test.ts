import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { axeFaults, forcedColours, launchBrowser, zoomFaults } from '@kazasu/ui/testing';
import { type Browser, type BrowserContext, devices, type Page } from 'playwright-core';
import { findPerson, fourItemsOf, type PersonId } from '../src/people/index.ts';
import { freshTown, type TestTown } from './support/index.ts';

const { missing } = requirePeer(CHROMIUM);
const options = { skip: missing };

let world: TestTown;
let browser: Browser;
before(async () => {
  if (missing !== false) return;
  [world, browser] = await Promise.all([freshTown(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await world?.end();
});

/** Everything that a page complains about; a blocked script or style is such a complaint. */
function complaintsOf(context: BrowserContext): string[] {
  const complaints: string[] = [];
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error') {
      complaints.push(`${message.text()} (${new URL(message.location().url || 'about:blank').pathname})`);
    }
  });
  return complaints;
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name }).click();
}

async function enterPin(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click();
  await press(page, '次へ');
}

/** The phone's screens from the first to the last. */
async function usePhone(phone: Page, id: PersonId): Promise<void> {
  const person = findPerson(id) ?? assert.fail(id);
  const items = fourItemsOf(person, Date.now());
  await phone.getByText('みなと野市').first().waitFor();
  await press(phone, '内容を確認して進む');
  await press(phone, person.name);
  await enterPin(phone, person.pins.authentication);
  if (person.pins.text === person.pins.authentication) await press(phone, '直前と同じ番号を使う');
  else await enterPin(phone, person.pins.text);
  await press(phone, 'カードをかざす');
  await phone.getByText(items.address).waitFor();
  assert.ok(await phone.getByText(items.name).first().isVisible());
  await press(phone, '同意して提供する');
  await phone.getByRole('heading', { name: '本人確認が完了しました' }).waitFor();
}

/** A device whose owner goes on without an account, and so without the app's set-up and lock. */
async function withoutAccount(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    if (window.origin !== 'null') window.localStorage.setItem('kazasu-device', 'without');
  });
}

async function greeted(site: Page, id: PersonId): Promise<void> {
  const person = findPerson(id) ?? assert.fail(id);
  await site.waitForURL(`${world.town.urls.reservation}/mypage`);
  const text = (await site.locator('main').textContent()) ?? '';
  assert.ok(text.includes(person.name) && text.includes(person.address), text);
}

async function startLogin(context: BrowserContext): Promise<Page> {
  context.setDefaultTimeout(20_000);
  const site = await context.newPage();
  await site.goto(world.town.urls.index);
  await site.getByRole('link', { name: '予約サイトを開いて試す' }).click();
  await site.waitForURL(`${world.town.urls.reservation}/`);
  await site.getByRole('link', { name: 'マイナンバーカードで認証' }).first().click();
  await site.waitForURL(/\/interactions\//);
  return site;
}

test('a person logs in from the reservation site and back, on one device', options, async () => {
  const context = await browser.newContext({ ...devices['Pixel 7'], locale: 'ja-JP' });
  await withoutAccount(context);
  const complaints = complaintsOf(context);
  const site = await startLogin(context);
  await site.getByRole('link', { name: 'アプリを開く' }).click();
  await usePhone(site, 'hanako');
  assert.doesNotMatch(site.url(), /code=|open=|1234/);
  await press(site, '元のサービスに戻る');
  await greeted(site, 'hanako');
  assert.equal(context.pages().length, 1, 'all in one tab');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a person logs in at a desk, and uses the phone for what the QR code holds', options, async () => {
  const desk = await browser.newContext({ locale: 'ja-JP' });
  const pocket = await browser.newContext({ ...devices['Pixel 7'], locale: 'ja-JP' });
  await withoutAccount(pocket);
  const complaints = [complaintsOf(desk), complaintsOf(pocket)];
  const site = await startLogin(desk);
  const renewal = site.waitForResponse(/\/qr$/);
  await site.locator('#renew-qr').click();
  const { url } = (await (await renewal).json()) as { url: string };
  const phone = await pocket.newPage();
  await phone.goto(url);
  // Somebody else's QR code is the danger of this way: digits that are told to nobody, and the phone says so.
  await phone.getByText('この数字を、電話やメッセージで人に伝えないでください').waitFor();
  const digits = (await phone.locator('.ph-digits [translate=no]').textContent()) ?? '';
  await site.getByLabel('アプリに表示されている数字').fill(digits);
  await press(site, '確認する');
  await usePhone(phone, 'taro');
  await greeted(site, 'taro');
  assert.deepEqual(complaints.flat(), []);
  await Promise.all([desk.close(), pocket.close()]);
});

test('a person with a revoked certificate is told so, and the site gets an answer', options, async () => {
  const context = await browser.newContext({ ...devices['Pixel 7'], locale: 'ja-JP' });
  await withoutAccount(context);
  const site = await startLogin(context);
  await site.getByRole('link', { name: 'アプリを開く' }).click();
  await press(site, '内容を確認して進む');
  await press(site, '例田　美咲');
  await enterPin(site, '1010');
  await press(site, '直前と同じ番号を使う');
  await press(site, 'カードをかざす');
  await site.getByRole('heading', { name: /失効/ }).waitFor();
  await press(site, '元のサービスに戻る');
  await site.waitForURL(`${world.town.urls.reservation}/login-failed`);
  await context.close();
});

test(
  'the pages of own people have no fault for whoever hears, magnifies or chooses colours',
  options,
  async () => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const form = new URLSearchParams({
      id: 'ichiro',
      name: '空想　一郎',
      address: '架空県かざす市読取一丁目1番1号',
      municipality: 'kazasu',
      birthdate: '19900517',
      gender: '1',
      pin: '4321',
      textPin: '8765',
      password: 'XYZ987',
      handedOut: 'today',
    });
    const added = await fetch(`${world.town.urls.index}/people`, { method: 'POST', body: form });
    assert.ok(added.ok, String(added.status));
    for (const lang of ['ja', 'en']) {
      for (const path of ['people', 'new-person', 'people/ichiro']) {
        const shown = await page.goto(`${world.town.urls.index}/${path}?lang=${lang}`);
        assert.equal(shown?.status(), 200, path);
        assert.deepEqual(await axeFaults(page, { lang }), [], path);
        assert.deepEqual(await zoomFaults(page), [], path);
        assert.deepEqual(await forcedColours(page), [], path);
        const ids = await page.$$eval('[id]', (all) => all.map(({ id }) => id));
        assert.equal(new Set(ids).size, ids.length, 'a label belongs to one control');
      }
    }
    await context.close();
  },
);
