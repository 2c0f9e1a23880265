import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { button, type Visit, visitApp } from './testing/app-visit.ts';
import { appInChromium } from './testing/chromium.ts';
import type { FakeProvider } from './testing/index.ts';

const { skip, browser } = appInChromium();

/** A QR code has been read. */
const scanned = (use: (visit: Visit) => Promise<void>, locale = 'ja-JP') =>
  visitApp(
    browser(),
    async (visit) => {
      const { page, street } = visit;
      await page.goto(`${street.url}/#open=${street.fake.code}`);
      await page.locator('.ph-digits').waitFor();
      await use(visit);
    },
    {
      withoutAccount: true,
      openedBy: 'qr',
      askedFrom: { browser: 'Firefox', system: 'macOS', network: 'other', address: '198.51.100.0/24' },
      context: { locale },
    },
  );

async function words(page: Page, within: string): Promise<string> {
  const text = (await page.locator(within).textContent()) ?? '';
  return text.replace(/\s+/g, ' ').trim();
}

/** What is drawn, and what is heard. */
async function digitsOn(page: Page): Promise<{ drawn: string; heard: string }> {
  const drawn = await words(page, '.ph-digits [aria-hidden]');
  return { drawn, heard: await words(page, '.ph-digits .kz-hidden') };
}

const shownAs = (fake: FakeProvider) => {
  const digits = fake.digits() ?? '';
  return {
    drawn: `${digits.slice(0, 3)} ${digits.slice(3)}`,
    heard: `入力する数字: ${[...digits].join(' ')}`,
  };
};

test('six digits are drawn in two groups and heard one by one, with who asks and from where', { skip }, () =>
  scanned(async ({ page, street, complaints }) => {
    assert.deepEqual(await digitsOn(page), shownAs(street.fake));
    const all = await words(page, 'main');
    for (const text of [
      '施設予約サイト',
      'http://localhost:4010',
      'macOSのFirefox',
      '別のネットワーク',
      '198.51.100.0/24',
    ]) {
      assert.ok(all.includes(text), text);
    }
    assert.match(all, /あと[0-9]+秒使えます/);
    assert.match(all, /電話やメッセージで人に伝えないでください/);
    assert.match(all, /目の前の画面に表示されているときだけ/);
    assert.ok(!(await page.title()).match(/[0-9]{3}/), 'no digits in the title');
    street.fake.typed();
    await button(page, '内容を確認して進む').waitFor();
    assert.deepEqual(complaints, []);
  }),
);

test('new digits replace those that nobody typed, and a reload shows the ones that count', { skip }, () =>
  scanned(async ({ page, street }) => {
    const first = await digitsOn(page);
    await button(page, '新しい数字を表示する').click();
    await page.waitForFunction((old) => !document.body.textContent?.includes(old), first.heard);
    assert.deepEqual(await digitsOn(page), shownAs(street.fake));
    await page.reload();
    await page.locator('.ph-digits').waitFor();
    assert.deepEqual(await digitsOn(page), shownAs(street.fake));
    street.fake.expireDigits();
    await page.getByText('この数字は使えなくなりました').first().waitFor();
    assert.equal(await page.locator('.ph-digits').count(), 0, 'digits that do not count are not shown');
    await button(page, '新しい数字を表示する').click();
    await page.locator('.ph-digits').waitFor();
  }),
);

test('digits typed wrong too often end the request, and its help has their code', { skip }, () =>
  scanned(async ({ page, street }) => {
    street.fake.typedWrong();
    await page.getByText('数字の入力を5回間違えたため').waitFor();
    await page.getByText('match_failed').waitFor();
    await page.getByRole('link', { name: '詳しい対処方法を見る' }).click();
    assert.equal(new URL(page.url()).hash, '#help/match_failed');
    await page.goBack();
    await page.getByText('数字の入力を5回間違えたため').waitFor();
  }),
);

test('without a network the digits stay, and it goes on when it is back', { skip }, () =>
  scanned(async ({ page, street }) => {
    await page.context().setOffline(true);
    await page.getByText('通信が途切れました').waitFor();
    assert.deepEqual(await digitsOn(page), shownAs(street.fake));
    street.fake.typed();
    await page.context().setOffline(false);
    await button(page, '内容を確認して進む').waitFor();
    await page.getByText('ご自身の目の前の画面に表示されたQRコードですか').waitFor();
  }),
);

test('stopping at the digits tells the provider, and back asks before it leaves', { skip }, () =>
  scanned(async ({ page, street }) => {
    await page.getByText('If the other screen does not ask for digits').click();
    await page.getByText('Tell nobody the digits').waitFor();
    await button(page, 'Stop').click();
    await button(page, 'Continue').click();
    assert.equal(street.fake.state(), 'scanned');
    await button(page, 'Stop').click();
    await button(page, 'Stop now').click();
    await page.getByText('Please go back to your computer').waitFor();
    assert.equal(street.fake.state(), 'declined');
    assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  }, 'en-GB'),
);

test('a second tab of the same browser says where the request goes on, and can take it over', { skip }, () =>
  scanned(async ({ page, street }) => {
    const second = await page.context().newPage();
    await second.goto(`${street.url}/#open=${street.fake.code}`);
    await second.getByText('この手続きは、別のタブで進んでいます').waitFor();
    assert.equal(await button(second, 'このタブで続ける').count(), 0, 'it has no right to it');
    // As a tab has it that was duplicated.
    const token = await page.evaluate(() => sessionStorage.getItem('kazasu-transaction'));
    await second.evaluate((value) => sessionStorage.setItem('kazasu-transaction', value ?? ''), token);
    await second.reload();
    await button(second, 'このタブで続ける').click();
    await second.locator('.ph-digits').waitFor();
    await page.getByText('この手続きは、別のタブで進んでいます').waitFor();
    assert.equal(await page.locator('.ph-digits').count(), 0);
  }),
);
