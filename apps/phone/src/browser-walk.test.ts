import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sha256DigestInfo } from '@kazasu/card';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { buildPages } from '@kazasu/ui/build';
import { axeFaults, forcedColours, launchBrowser, zoomFaults } from '@kazasu/ui/testing';
import type { Browser, Page } from 'playwright-core';
import { type Texts, textsIn } from './page/text/index.ts';
import { phonePages } from './pages.ts';
import { createTestCard, TEST_PINS, visitApp } from './testing/index.ts';

const { missing: skip } = requirePeer(CHROMIUM);
let browser: Browser | undefined;

before(async () => {
  await buildPages({ apps: [phonePages] });
  if (!skip) browser = await launchBrowser();
});
after(() => browser?.close());

const WALKS = [
  { lang: 'ja', locale: 'ja-JP', viewport: { width: 390, height: 844 } },
  { lang: 'en', locale: 'en-GB', viewport: { width: 1280, height: 900 } },
] as const;

/** What is wrong with each screen on the way, by the screen's own heading. */
class Walk {
  readonly faults: string[] = [];
  readonly seen: string[] = [];
  readonly page: Page;
  readonly lang: 'ja' | 'en';
  readonly texts: Texts;

  constructor(page: Page, lang: 'ja' | 'en') {
    this.page = page;
    this.lang = lang;
    this.texts = textsIn(lang);
  }

  /** Waits for a screen and looks at it. */
  async look(heading: string): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: heading }).waitFor();
    this.seen.push(heading);
    const faults = await axeFaults(this.page, { lang: this.lang });
    const wide = await this.page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (wide > 0) faults.push(`${wide} pixels too wide`);
    this.faults.push(...faults.map((fault) => `${heading}: ${fault}`));
  }

  press(name: string): Promise<void> {
    return this.page.getByRole('button', { name }).first().click();
  }

  async type(secret: string): Promise<void> {
    await this.page.keyboard.type(secret);
    await this.page.keyboard.press('Enter');
  }
}

for (const { lang, ...context } of WALKS) {
  test(`no screen of a login from another device has a fault, in ${lang}`, { skip }, () =>
    visitApp(
      browser,
      async ({ page, street, complaints }) => {
        const walk = new Walk(page, lang);
        const { screen, flow } = walk.texts;
        await page.goto(`${street.url}/#open=${street.fake.code}`);
        await walk.look(flow.match.title);
        street.fake.typed();
        await walk.look(screen.confirm.title);
        await walk.press(screen.confirm.next);
        await walk.look(screen.card.title);
        await walk.press('見本　花子');
        await walk.look(screen.pin.title);
        await walk.type(TEST_PINS.authentication);
        await walk.press(flow.lastTry.use);
        await walk.look(screen.pin.textTitle);
        await walk.type(TEST_PINS.text);
        await walk.look(screen.hold.title);
        await walk.press(screen.hold.start);
        await walk.press(screen.hold.takeAway);
        await page.getByRole('alert').waitFor();
        await walk.look(screen.hold.title);
        await walk.press(screen.hold.start);
        await walk.look(screen.handover.title);
        await walk.press(screen.handover.agree);
        await walk.look(screen.done.approvedTitle);
        assert.equal(walk.seen.length, 9);
        assert.deepEqual([...walk.faults, ...complaints], []);
      },
      {
        withoutAccount: true,
        openedBy: 'qr',
        context,
        card: createTestCard({ ...TEST_PINS, authentication: { value: '1234', triesLeft: 1 } }),
      },
    ),
  );

  test(`no screen of a signature that is refused has a fault, in ${lang}`, { skip }, () =>
    visitApp(
      browser,
      async ({ page, street }) => {
        const walk = new Walk(page, lang);
        const { screen, flow, sign, signProblem } = walk.texts;
        await page.goto(`${street.url}/#open=${street.fake.code}`);
        await walk.look(sign.confirm.title);
        await walk.press(screen.confirm.next);
        await walk.press('見本　花子');
        await walk.look(sign.password.title);
        await page.getByLabel(sign.password.label).fill('abc123');
        await page.keyboard.press('Enter');
        await page.route('**/app/transactions/signature', (route) => route.abort());
        await walk.press(screen.hold.start);
        await walk.look(flow.hold.unsentTitle);
        await page.unroute('**/app/transactions/signature');
        await walk.press(flow.hold.send);
        await walk.look(sign.handover.title);
        street.fake.refuseNext = { error: 'certificate_revoked', final: true, status: 403 };
        await walk.press(sign.handover.agree);
        await walk.look(signProblem.certificateRevoked.title);
        assert.deepEqual(walk.faults, []);
      },
      {
        withoutAccount: true,
        items: [],
        documents: ['one', 'two'].map((name) => ({
          input: sha256DigestInfo(createHash('sha256').update(name).digest()),
          name: `${name}.pdf`,
        })),
        context,
      },
    ),
  );
}

test('the screens with the most on them bear 200 %, chosen colours and less motion', { skip }, () =>
  visitApp(
    browser,
    async ({ page, street }) => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.goto(`${street.url}/#open=${street.fake.code}`);
      await page.locator('.ph-digits').waitFor();
      assert.deepEqual(await zoomFaults(page), []);
      street.fake.typed();
      await page.getByRole('button', { name: '内容を確認して進む' }).click();
      await page.getByRole('button', { name: '見本　花子' }).click();
      await page.locator('.kz-pin').waitFor();
      assert.deepEqual(await zoomFaults(page), []);
      await page.keyboard.type(TEST_PINS.authentication);
      await page.keyboard.press('Enter');
      await page.locator('.ph-hold').waitFor();
      const moving = await page.evaluate(() => document.getAnimations().length);
      assert.equal(moving, 0, 'nothing moves');
      // The language that is shown already is no choice to be made, and looks like the text that it is.
      const lost = (await forcedColours(page)).filter((fault) => !fault.includes('日本語'));
      assert.deepEqual(lost, []);
    },
    { withoutAccount: true, openedBy: 'qr', items: [] },
  ),
);
