import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import type { Browser, Locator, Page } from 'playwright-core';
import { serveCatalogue } from '../catalogue/testing/index.ts';
import { axeFaults, keyboardWalk, launchBrowser } from '../testing/index.ts';

const skip = requirePeer(CHROMIUM).missing;
let browser: Browser | undefined;
let server: Awaited<ReturnType<typeof serveCatalogue>> | undefined;
let page: Page;
const complaints: string[] = [];

before(async () => {
  if (skip) return;
  [browser, server] = await Promise.all([launchBrowser(), serveCatalogue()]);
  page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    locale: 'ja-JP',
    reducedMotion: 'reduce',
  });
  page.setDefaultTimeout(15_000);
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
});
after(() => Promise.all([browser?.close(), server?.close()]));

/** The examples of one section alone, as after a fresh start. */
async function open(section: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${server?.url}/?bare#${section}`);
  await page.locator(`[data-section="${section}"]`).waitFor();
}

const focused = () => page.locator(':focus');
const named = (role: 'button' | 'tab' | 'link', name: string) => page.getByRole(role, { name, exact: true });
async function isFocused(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement);
}
/** What a screen reader says after the name. */
const described = (locator: Locator) =>
  locator.evaluate((element) =>
    (element.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' / '),
  );

for (const [section, opener] of [
  ['dialog', 'やめる'],
  ['drawer', 'メニュー'],
] as const) {
  test(`a ${section} keeps the focus inside, leaves by Escape and gives the focus back`, {
    skip,
  }, async () => {
    await open(section);
    const button = named('button', opener).first();
    for (let round = 0; round < 2; round++) {
      await button.press('Enter');
      const dialog = page.getByRole('dialog');
      assert.equal(
        await dialog.getAttribute('aria-labelledby').then((id) => page.locator(`[id="${id}"]`).textContent()),
        await dialog.locator('h2').textContent(),
      );
      assert.ok(await dialog.locator(':focus').isVisible());
      const { stops, faults } = await keyboardWalk(page);
      assert.deepEqual(faults, []);
      assert.ok(stops.length >= 2);
      for (let presses = 0; presses <= stops.length; presses++) {
        await page.keyboard.press('Tab');
        assert.ok(
          (await focused().count()) === 0 || (await dialog.locator(':focus').count()) === 1,
          'outside',
        );
      }
      assert.deepEqual(await axeFaults(page, { lang: 'ja', within: 'dialog' }), []);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
      assert.ok(await isFocused(button), 'the focus is back');
    }
  });
}

test('a dialog that the browser closes by itself can be opened again', { skip }, async () => {
  await open('dialog');
  const dialog = page.getByRole('dialog');
  await named('button', 'やめる').click();
  // What a second Escape in a row does, whatever the page says to the first.
  await dialog.evaluate((element: HTMLDialogElement) => element.close());
  await dialog.waitFor({ state: 'hidden' });
  await named('button', 'やめる').first().click();
  await dialog.waitFor();
});

test('a dialog that is opened again at once is not closed by what the browser tells late of the first time', {
  skip,
}, async () => {
  await open('dialog');
  await named('button', 'やめる').click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  const opened = await dialog.evaluate(async (element: HTMLDialogElement) => {
    const told = new Promise((resolve) => element.addEventListener('close', resolve, { once: true }));
    const opener = [...document.querySelectorAll('button')].find((one) => one.textContent === 'やめる');
    const states = [element.open];
    element.dispatchEvent(new Event('cancel', { cancelable: true }));
    // React's own work is done in microtasks; the browser's word comes in a task of its own.
    for (let i = 0; i < 5; i++) await undefined;
    states.push(element.open);
    opener?.click();
    for (let i = 0; i < 5; i++) await undefined;
    states.push(element.open);
    await told;
    await new Promise((resolve) => setTimeout(resolve));
    return [...states, element.open];
  });
  assert.deepEqual(opened, [true, false, true, true]);
});

test('a drawer closes by a touch beside it, and by its button', { skip }, async () => {
  await open('drawer');
  const dialog = page.getByRole('dialog');
  await named('button', 'メニュー').click();
  await page.mouse.click(100, 400);
  await dialog.waitFor({ state: 'hidden' });
  await named('button', 'メニュー').click();
  await dialog.locator('h2').click();
  assert.ok(await dialog.isVisible(), 'a touch inside is none beside');
  await named('button', '閉じる').click();
  await dialog.waitFor({ state: 'hidden' });
});

test('tabs go by arrows, Home and End, one tab is in the Tab order, and the panel belongs to it', {
  skip,
}, async () => {
  await open('tabs');
  const selected = () => page.locator('[role=tab][aria-selected=true]');
  const walk = ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowLeft', 'Home', 'End', 'ArrowDown', 'ArrowUp'];
  const labels = ['カード箱', 'カードリーダー', 'スマホ用電子証明書'];
  await named('tab', 'カード箱').press('Tab');
  assert.equal(await focused().getAttribute('role'), 'tabpanel');
  await page.keyboard.press('Shift+Tab');
  const seen: (string | null)[] = [];
  for (const key of walk) {
    await page.keyboard.press(key);
    assert.ok(await isFocused(selected()));
    seen.push(await selected().textContent());
  }
  const order = [1, 2, 0, 2, 0, 2, 0, 2];
  assert.deepEqual(
    seen,
    order.map((at) => labels[at]),
  );
  const panel = page.getByRole('tabpanel');
  assert.equal(await panel.getAttribute('aria-labelledby'), await selected().getAttribute('id'));
  assert.equal(await selected().getAttribute('aria-controls'), await panel.getAttribute('id'));
  assert.equal(await page.locator('[role=tab][tabindex="0"]').count(), 1);
});

test('a field is tied to its label, its support text and its error, and holds nothing that looks typed', {
  skip,
}, async () => {
  await open('input');
  const name = page.getByLabel('氏名');
  assert.equal(await described(name), '住民票のとおりに入力してください。');
  assert.equal(await name.getAttribute('aria-required'), 'true');
  assert.equal(await name.getAttribute('aria-invalid'), null);
  assert.equal(await name.getAttribute('placeholder'), null);
  const mail = page.getByLabel('メールアドレス');
  assert.equal(await described(mail), '「@」のあとを入力してください。');
  assert.equal(await mail.getAttribute('aria-invalid'), 'true');
  assert.equal(await mail.getAttribute('aria-required'), null);
  await open('radios');
  const group = page.getByRole('group', { name: '受け取り場所' });
  assert.equal(await described(group), 'あとから変えることはできません。 / 受け取り場所を選んでください。');
  await page.getByLabel('窓口').check();
  assert.equal(await described(group), 'あとから変えることはできません。');
  await open('checkbox');
  assert.equal(
    await described(page.getByLabel('プライバシーポリシーに同意します')),
    '進むには同意が必要です。',
  );
  await open('switch');
  const lock = page.getByRole('switch', { name: '画面ロック' });
  await lock.press('Space');
  assert.equal(await lock.isChecked(), false);
});

test('a field stands in the order label, requirement, support, control, error', { skip }, async () => {
  await open('select');
  const tops = await page
    .locator('.kz-field')
    .nth(1)
    .evaluate((field) =>
      ['.kz-label', '.kz-input', '.kz-error-text'].map(
        (part) => field.querySelector(part)?.getBoundingClientRect().top ?? 0,
      ),
    );
  assert.deepEqual(
    tops,
    [...tops].sort((a, b) => a - b),
  );
  const [label, badge] = await Promise.all(
    ['.kz-label', '.kz-required'].map((part) => page.locator('.kz-field').nth(1).locator(part).boundingBox()),
  );
  assert.ok(label && badge && badge.x >= label.x + label.width && badge.y < label.y + label.height);
});

test('a toast is said in a region that was there before, stays while one is at it, and errors stay', {
  skip,
}, async () => {
  await open('toast');
  const region = page.locator('.kz-toasts');
  assert.equal(await region.getAttribute('aria-live'), 'polite');
  assert.equal(await region.locator('> *').count(), 0);
  await page.clock.install();
  const raise = named('button', '保存する');
  await raise.click();
  assert.ok(await isFocused(raise), 'the focus stays where it is');
  assert.match((await region.textContent()) ?? '', /完了: 設定を保存しました/);
  await page.clock.runFor(7_000);
  assert.equal(await region.locator('> *').count(), 1);
  await region.getByRole('button', { name: '閉じる' }).focus();
  await page.clock.runFor(60_000);
  assert.equal(await region.locator('> *').count(), 1, 'the focus is in it');
  await raise.focus();
  await page.clock.runFor(8_100);
  assert.equal(await region.locator('> *').count(), 0);
  for (let count = 0; count < 5; count++) await raise.click();
  assert.equal(await region.locator('> *').count(), 3, 'never more than three');
  await region.getByRole('button', { name: '閉じる' }).first().click();
  assert.equal(await region.locator('> *').count(), 2);
});

test('the PIN pad takes digits by keys and touch, tells only their count, and leaves none in the page', {
  skip,
}, async () => {
  await open('pin-pad');
  const before = await page.locator('.kz-pin').evaluate((pad) => pad.outerHTML);
  const { stops, faults } = await keyboardWalk(page);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    stops.map(({ name }) => name),
    ['1', '2', '3', '4', '5', '6', '7', '8', '9', '全消去：すべての数字を消す', '0', '1字消す', '次へ'],
  );
  await page.keyboard.type('90');
  await named('button', '9').click();
  const status = page.getByRole('status');
  assert.equal(await status.textContent(), '4桁のうち3桁を入力済み');
  await page.mouse.move(0, 0);
  await page.locator('.kz-pin').evaluate(() => (document.activeElement as HTMLElement).blur());
  const html = await page.locator('.kz-pin').evaluate((pad) => pad.outerHTML);
  const neutral = (text: string) =>
    text.replace(/kz-pin-dot-(filled|next)|\d桁を/g, '').replace(/ (?=")/g, '');
  assert.equal(neutral(html), neutral(before), 'nothing but the count has changed');
  assert.equal(await page.locator('.kz-pin input').count(), 0, 'no field that could be saved or filled');
  await page.keyboard.press('Backspace');
  assert.equal(await status.textContent(), '4桁のうち2桁を入力済み');
  await page.keyboard.type('12');
  await page.keyboard.press('Enter');
  await page.getByText('4桁を受け取りました').waitFor();
  assert.equal(await status.first().textContent(), '4桁のうち0桁を入力済み');
});

test('a table keeps its roles where its rows become blocks', { skip }, async () => {
  await open('table');
  const shape = async () => ({
    heads: await page.getByRole('columnheader').count(),
    rows: await page.getByRole('rowheader').allTextContents(),
    table: await page.getByRole('table', { name: '提供の履歴' }).count(),
  });
  assert.deepEqual(await shape(), { heads: 3, rows: ['11月22日', '11月3日', '10月30日'], table: 1 });
  await page.setViewportSize({ width: 390, height: 800 });
  assert.deepEqual(await shape(), { heads: 0, rows: ['11月22日', '11月3日', '10月30日'], table: 1 });
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('a focus is marked by four black pixels and a yellow ring', { skip }, async () => {
  await open('button');
  await page.keyboard.press('Tab');
  const mark = await focused().evaluate((element) => {
    const { outlineColor, outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return { outlineColor, outlineStyle, outlineWidth, boxShadow };
  });
  assert.deepEqual(mark, {
    outlineColor: 'rgb(0, 0, 0)',
    outlineStyle: 'solid',
    outlineWidth: '4px',
    boxShadow: 'rgb(255, 212, 61) 0px 0px 0px 2px',
  });
});

test('body text is 16 pixels by 1.7, and follows the text size that is chosen', { skip }, async () => {
  await open('button');
  const type = () =>
    page.evaluate(() => [
      getComputedStyle(document.body).fontSize,
      getComputedStyle(document.body).lineHeight,
    ]);
  assert.deepEqual(await type(), ['16px', '27.2px']);
  await page.evaluate(() => {
    document.documentElement.dataset.textSize = 'largest';
  });
  assert.deepEqual(await type(), ['32px', '54.4px']);
});

test('the browser has complained of nothing', { skip }, () => {
  assert.deepEqual(complaints, []);
});
