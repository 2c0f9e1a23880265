import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { sha256DigestInfo } from '@kazasu/card';
import type { Page } from 'playwright-core';
import { button, tabTo, takeCard, type Visit, type VisitOptions, visitApp } from './testing/app-visit.ts';
import { appInChromium } from './testing/chromium.ts';
import { createTestCard, TEST_ITEMS, TEST_PINS } from './testing/index.ts';

const { skip, browser } = appInChromium(() => ({ typeface: true }));

const sha256 = (text: string) => createHash('sha256').update(text).digest();
const LONG = `契約書${'（別紙を含む）'.repeat(13)}.pdf`;
const DOCUMENTS = [
  { input: sha256DigestInfo(sha256('one')), name: LONG },
  { input: sha256('two'), name: '<b>invoice\u202efdp.exe</b>' },
  { input: sha256DigestInfo(sha256('three')), name: '\u3164\u2800' },
];

const visit = (use: (visit: Visit) => Promise<void>, options: VisitOptions = {}) =>
  visitApp(
    browser(),
    async (here) => {
      await here.page.goto(`${here.street.url}/#open=${here.street.fake.code}`);
      await use(here);
    },
    { withoutAccount: true, items: [], documents: DOCUMENTS, ...options },
  );

const field = (page: Page) => page.getByLabel('署名用電子証明書の暗証番号');

async function toPassword(page: Page): Promise<void> {
  await button(page, '内容を確認して進む').click();
  await takeCard(page);
  await field(page).waitFor();
}

async function typePassword(page: Page, password: string): Promise<void> {
  await field(page).fill(password);
  await button(page, '次へ').click();
}

/** All that the page holds as text or in an attribute, and what it stores. */
function kept(page: Page): Promise<string> {
  return page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      location.href,
      JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state]),
      ...[...document.querySelectorAll('input')].map((input) => input.value),
    ].join('\n'),
  );
}

test('a signature ends with it handed over, and the password is left nowhere', { skip }, () =>
  visit(async ({ page, street, complaints, said }) => {
    await toPassword(page);
    await field(page).pressSequentially('abc123');
    assert.doesNotMatch(
      await page.evaluate(() => document.documentElement.outerHTML),
      /abc123/i,
      'not even while it is typed',
    );
    await page.keyboard.press('Enter');
    await button(page, 'カードをかざす').waitFor();
    assert.doesNotMatch(await kept(page), /abc123/i);
    await button(page, 'カードをかざす').click();
    await button(page, '同意して署名を提供する').waitFor();
    assert.equal(street.fake.state(), 'proved');
    const words = (await page.locator('main').textContent()) ?? '';
    for (const text of ['電子署名', '署名用電子証明書', '署名検証者', '（3件）', LONG]) {
      assert.ok(words.includes(text), text);
    }
    await button(page, '同意して署名を提供する').click();
    await page.getByText('署名が完了しました').waitFor();
    assert.equal(street.fake.state(), 'approved');
    assert.deepEqual(complaints, []);
    assert.doesNotMatch(said.join('\n') + (await kept(page)), /abc123/i);
    await button(page, '元のサービスに戻る').click();
    await page.waitForURL(/\/return\?ticket=/);
    await page.goto(street.url);
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  }),
);

test(
  'the documents are shown as plain text with their digests, and the whole digest on request',
  { skip },
  () =>
    visit(
      async ({ page }) => {
        const rows = page.locator('.ph-sign-list > li');
        await rows.first().waitFor();
        assert.equal(await rows.count(), 3);
        const names = await page.locator('.ph-sign-list bdi').allTextContents();
        assert.deepEqual(names, [LONG, '<b>invoice\ufffdfdp.exe</b>']);
        const hex = sha256('two').toString('hex');
        const second = (await rows.nth(1).locator('.ph-digest > p').nth(1).textContent()) ?? '';
        const shown = (second.match(/\b[0-9a-f]{4}\b/g) ?? []).join('');
        assert.equal(shown, hex.slice(0, 16) + hex.slice(-16), 'half of it at once');
        await page.getByText('すべての桁を比べてください').waitFor();
        await rows.nth(2).getByText('名前は付けられていません').waitFor();
        const whole = rows.nth(1).locator('.ph-digest-whole');
        assert.equal(await whole.isVisible(), false);
        await rows.nth(1).getByText('ハッシュ値をすべて表示').click();
        assert.equal(((await whole.textContent()) ?? '').replace(/\s/g, ''), hex);
        await page.getByText('別のネットワークから始められています').waitFor();
        await page.setViewportSize({ width: 320, height: 640 });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        assert.equal(overflow, 0);
      },
      { askedFrom: { network: 'other' } },
    ),
);

test(
  'the password is hidden until asked for, refused in a wrong form without a try, and mended',
  { skip },
  () =>
    visit(async ({ page, street }) => {
      await toPassword(page);
      assert.equal(await field(page).getAttribute('type'), 'password');
      await typePassword(page, 'abc');
      await page.getByText('6文字以上16文字以下').waitFor();
      assert.equal(await field(page).getAttribute('aria-invalid'), 'true');
      await button(page, 'パスワードを表示する').click();
      assert.equal(await field(page).getAttribute('type'), 'text');
      assert.equal(await field(page).inputValue(), 'abc');
      assert.equal(street.card.memory.read().signature?.triesLeft, 5);
      await typePassword(page, 'XYZ999');
      await button(page, 'カードをかざす').click();
      await page.getByText('署名用パスワードが違います（あと4回）').waitFor();
      assert.equal(await field(page).inputValue(), '');
      assert.equal(await field(page).getAttribute('type'), 'password', 'hidden again');
      await typePassword(page, 'ａｂｃ１２３');
      await button(page, 'カードをかざす').click();
      await button(page, '同意して署名を提供する').waitFor();
    }),
);

test('leaving the password’s screen empties the field, and a page that goes away does too', { skip }, () =>
  visit(async ({ page }) => {
    await toPassword(page);
    await field(page).fill('abc123');
    const input = await field(page).elementHandle();
    await button(page, 'カードを選び直す').click();
    await page.getByRole('button', { name: '見本　花子' }).waitFor();
    assert.equal(await input?.evaluate((element) => (element as HTMLInputElement).value), '');
    await takeCard(page);
    await field(page).fill('abc123');
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
    assert.equal(await field(page).count(), 0);
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    assert.equal(await field(page).inputValue(), '');
  }),
);

test('a signature with items can be done with the keyboard alone, in English', { skip }, () =>
  visit(
    async ({ page, street, complaints }) => {
      await tabTo(page, 'This is right, continue');
      await tabTo(page, '見本　花子');
      await page.getByRole('heading', { level: 1 }).getByText('Enter the password').waitFor();
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1');
      const password = page.getByLabel('Password for signatures');
      for (let presses = 0; presses < 30; presses++) {
        await page.keyboard.press('Tab');
        if (await password.evaluate((element) => element === document.activeElement)) break;
      }
      await page.keyboard.type('abc123');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1 }).getByText('Enter the PIN for reading').waitFor();
      await page.keyboard.type(TEST_PINS.text);
      await page.keyboard.press('Enter');
      await tabTo(page, 'Hold the card');
      await page.getByText(TEST_ITEMS.address).waitFor();
      await tabTo(page, 'Agree and hand over the signature');
      await page.getByText('Signature complete').waitFor();
      assert.equal(street.fake.state(), 'approved');
      assert.deepEqual(complaints, []);
    },
    { context: { locale: 'en-GB' }, items: ['name', 'address'] },
  ),
);

test('the last try is warned of, and a blocked password leads to the counter', { skip }, () =>
  visit(
    async ({ page, street }) => {
      await toPassword(page);
      await page.getByText('あと1回間違えると、ロックされます').waitFor();
      await typePassword(page, 'XYZ999');
      await button(page, 'この番号を使う').click();
      await button(page, 'カードをかざす').click();
      await page.getByText('署名用パスワードがロックされています').waitFor();
      await page.getByText('市区町村の窓口').first().waitFor();
      assert.equal(street.card.memory.read().signature?.triesLeft, 0);
    },
    { card: createTestCard({ ...TEST_PINS, signature: { value: 'ABC123', triesLeft: 1 } }) },
  ),
);
