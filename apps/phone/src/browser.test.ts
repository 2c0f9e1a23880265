import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { button, heading, tabTo, takeCard, typePin, type Visit, visitApp } from './testing/app-visit.ts';
import { appInChromium } from './testing/chromium.ts';
import { TEST_ITEMS, TEST_PINS } from './testing/index.ts';

const { skip, browser } = appInChromium(() => ({ typeface: true }));

const visit = (use: (visit: Visit) => Promise<void>, locale = 'ja-JP') =>
  visitApp(browser(), use, { withoutAccount: true, context: { locale } });

/** Names of whatever is kept: in the two storages, in databases and in caches. */
const kept = (page: Page) =>
  page.evaluate(async () => [
    Object.keys(localStorage),
    Object.keys(sessionStorage),
    (await indexedDB.databases()).map(({ name }) => name),
    (await caches.keys()).filter((name) => !/^kazasu-(app-[0-9a-f]+|fonts)$/.test(name)),
  ]);

async function toHandover({ page, street }: Visit): Promise<void> {
  await page.goto(`${street.url}/#open=${street.fake.code}`);
  await button(page, '内容を確認して進む').click();
  await takeCard(page);
  await typePin(page, TEST_PINS.authentication);
  await button(page, '直前と同じ番号を使う').waitFor();
  await typePin(page, TEST_PINS.text);
  await button(page, 'カードをかざす').click();
  await button(page, '同意して提供する').waitFor();
}

test(
  'a login by touch ends with the items handed over, under the policy, speaking to nobody else',
  { skip },
  () =>
    visit(async (here) => {
      const { page, street, complaints, origins } = here;
      await toHandover(here);
      assert.equal(page.url(), `${street.url}/`, 'the code is gone from the address');
      const body = await page.locator('main').textContent();
      for (const text of [TEST_ITEMS.name, TEST_ITEMS.address, '1964年7月12日', '女']) {
        assert.ok(body?.includes(text), text);
      }
      assert.equal(street.fake.state(), 'proved');
      await button(page, '同意して提供する').click();
      await page.getByText('元のサービスに自動で戻ります').first().waitFor();
      assert.equal(street.fake.state(), 'approved');
      assert.deepEqual(complaints, []);
      assert.deepEqual([...origins].sort(), [street.providerOrigin, street.url].sort());
      assert.ok(!(await page.title()).includes(TEST_ITEMS.name));
      await button(page, '元のサービスに戻る').click();
      await page.waitForURL(`${street.providerOrigin}/api/interactions/*/return?ticket=*`);
      await page.goto(street.url);
      assert.deepEqual(await kept(page), [['kazasu-device'], [], [], []]);
    }),
);

test('a login can be done with the keyboard alone, in English', { skip }, () =>
  visit(async ({ page, street, complaints }) => {
    await page.goto(`${street.url}/#open=${street.fake.code}`);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await tabTo(page, 'This is right, continue');
    await tabTo(page, '見本　花子');
    await heading(page).getByText('Enter the PIN for user authentication').waitFor();
    assert.equal(
      await page.evaluate(() => document.activeElement?.tagName),
      'H1',
      'reading begins at the top',
    );
    await page.keyboard.type('129');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('34');
    await page.keyboard.press('Enter');
    await heading(page).getByText('Enter the PIN for reading').waitFor();
    await page.keyboard.type('5678');
    await page.keyboard.press('Enter');
    await tabTo(page, 'Hold the card');
    await tabTo(page, 'Agree and hand over');
    await button(page, 'Back to the service').waitFor();
    assert.equal(street.fake.state(), 'approved');
    assert.deepEqual(complaints, []);
  }, 'en-GB'),
);

test('a reload keeps the login, and a wrong PIN can be mended', { skip }, () =>
  visit(async (here) => {
    const { page, street } = here;
    await page.goto(`${street.url}/#open=${street.fake.code}`);
    await button(page, '内容を確認して進む').waitFor();
    await page.reload();
    await button(page, '内容を確認して進む').click();
    await takeCard(page);
    await typePin(page, '9999');
    await typePin(page, TEST_PINS.text);
    await button(page, 'カードをかざす').click();
    await page.getByText('暗証番号が違います（あと2回）').waitFor();
    await typePin(page, TEST_PINS.authentication);
    await button(page, 'カードをかざす').click();
    await button(page, '同意して提供する').waitFor();
    await page.reload();
    await button(page, '同意して提供する').waitFor();
  }),
);

test('stopping asks once, tells the provider, and Escape goes back', { skip }, () =>
  visit(async ({ page, street }) => {
    await page.goto(`${street.url}/#open=${street.fake.code}`);
    await button(page, 'やめる').click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.equal(street.fake.state(), 'opened');
    await button(page, 'やめる').click();
    await button(page, '手続きをやめる').click();
    await heading(page).getByText('手続きをやめました').waitFor();
    assert.equal(street.fake.state(), 'declined');
  }),
);

test('the language chosen is remembered, and changing it loses nothing', { skip }, () =>
  visit(async ({ page, street }) => {
    await page.goto(`${street.url}/#open=${street.fake.code}`);
    await button(page, '内容を確認して進む').click();
    await button(page, 'English').click();
    await heading(page).getByText('Choose a card').waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.reload();
    await button(page, 'This is right, continue').waitFor();
  }),
);

test('at a width of 320 pixels nothing has to be scrolled sideways', { skip }, () =>
  visit(async (here) => {
    await here.page.setViewportSize({ width: 320, height: 640 });
    await toHandover(here);
    const overflow = await here.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.equal(overflow, 0);
  }),
);

test('the way back is taken after ten seconds, unless somebody wants to stay', { skip }, () =>
  visit(async (here) => {
    const { page, street } = here;
    await page.clock.install();
    await page.goto(`${street.url}/#open=${street.fake.code}`);
    await button(page, 'やめる').click();
    await button(page, '手続きをやめる').click();
    await page.getByText('10秒後に、元のサービスに自動で戻ります。', { exact: true }).waitFor();
    await button(page, '自動で戻らない').click();
    await page.getByText('自動では戻りません').first().waitFor();
    await page.clock.runFor(30_000);
    assert.equal(page.url(), `${street.url}/`);
    await page.reload();
    await page.getByText('10秒後に、元のサービスに自動で戻ります。', { exact: true }).waitFor();
    await page.clock.runFor(5_000);
    await page.getByText('5秒後に、元のサービスに自動で戻ります。', { exact: true }).waitFor();
    await page.clock.runFor(6_000);
    await page.waitForURL(`${street.providerOrigin}/api/interactions/*`);
  }),
);
