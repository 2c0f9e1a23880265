import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axeFaults } from '@kazasu/ui/testing';
import { textsIn } from './page/text/index.ts';
import { visitApp } from './testing/app-visit.ts';
import { appInChromium } from './testing/chromium.ts';
import { createTestCard, TEST_PINS } from './testing/index.ts';

const { skip, browser } = appInChromium(() => ({ typeface: true }));

/** The screens one by one are in accessibility.test.ts; here is what that does not ask for. */
test('the English screens of a login fit a desk without scrolling sideways', { skip }, () =>
  visitApp(
    browser(),
    async ({ page, street, complaints }) => {
      const { screen, flow } = textsIn('en');
      const faults: string[] = [];
      const look = async (title: string) => {
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (wide > 0) faults.push(`${title}: ${wide} pixels too wide`);
      };
      const press = (name: string) => page.getByRole('button', { name }).first().click();
      const type = async (secret: string) => {
        await page.keyboard.type(secret);
        await page.keyboard.press('Enter');
      };
      await page.goto(`${street.url}/#open=${street.fake.code}`);
      await look(flow.match.title);
      street.fake.typed();
      await look(screen.confirm.title);
      await press(screen.confirm.next);
      await look(screen.card.title);
      await press('見本　花子');
      await look(screen.pin.title);
      await type(TEST_PINS.authentication);
      await page.getByText(flow.lastTry.title).waitFor();
      assert.deepEqual(await axeFaults(page, { lang: 'en' }), [], 'the question before the last try');
      await press(flow.lastTry.use);
      await look(screen.pin.textTitle);
      await type(TEST_PINS.text);
      await look(screen.hold.title);
      await press(screen.hold.start);
      await look(screen.handover.title);
      await press(screen.handover.agree);
      await look(screen.done.approvedTitle);
      assert.deepEqual([...faults, ...complaints], []);
    },
    {
      withoutAccount: true,
      openedBy: 'qr',
      context: { locale: 'en-GB', viewport: { width: 1280, height: 900 } },
      card: createTestCard({ ...TEST_PINS, authentication: { value: '1234', triesLeft: 1 } }),
    },
  ),
);

test('nothing moves while the card is held by somebody who asked for less motion', { skip }, () =>
  visitApp(
    browser(),
    async ({ page, street }) => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto(`${street.url}/#open=${street.fake.code}`);
      await page.getByRole('button', { name: '内容を確認して進む' }).click();
      await page.getByRole('button', { name: '見本　花子' }).click();
      await page.locator('.kz-pin').waitFor();
      await page.keyboard.type(TEST_PINS.authentication);
      await page.keyboard.press('Enter');
      await page.locator('.ph-hold').waitFor();
      assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    },
    { withoutAccount: true, items: [] },
  ),
);
