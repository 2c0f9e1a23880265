import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { type RunningServer, serve } from '@kazasu/server/http';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { axeFaults, forcedColours, keyboardWalk, launchBrowser, zoomFaults } from '@kazasu/ui/testing';
import { Hono } from 'hono';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { AppTransaction } from '../api/index.ts';
import { insertClient } from '../client/index.ts';
import { proofOf } from '../testing/card.ts';
import { authPath, CLIENT } from '../testing/clients.ts';
import { digitsOf, openPhone } from '../testing/visit.ts';
import { createWorld, type World } from '../testing/world.ts';

const { missing } = requirePeer(CHROMIUM);

describe('the waiting page in a real browser', { skip: missing }, () => {
  let world: World;
  let hanako: CardImage;
  let browser: Browser;
  let provider: RunningServer;
  let relyingParty: RunningServer;
  /** How long it takes to answer. */
  let slowMs = 0;

  before(async () => {
    relyingParty = await serve(
      new Hono().get('/callback', async (context) => {
        await new Promise((resolve) => setTimeout(resolve, slowMs));
        return context.text('the relying party');
      }),
      {
        hostname: 'localhost',
        port: 0,
      },
    );
    // The provider's own address stands in its settings; the port is found first.
    const probe = await serve(new Hono(), { hostname: 'localhost', port: 0 });
    await probe.close();
    world = await createWorld({ baseUrl: `http://localhost:${probe.port}/api` });
    provider = await serve(world.provider.app, { hostname: 'localhost', port: probe.port });
    hanako = await world.personalise({});
    await insertClient(world.store, { ...CLIENT, clientId: 'LOCAL', redirectUris: [callback()] });
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    await provider.close();
    await relyingParty.close();
    await world.close();
  });

  const callback = () => `http://localhost:${relyingParty.port}/callback`;

  async function visit(
    options: BrowserContextOptions,
    look: (page: Page) => Promise<void>,
    changes: { readonly [name: string]: string } = {},
  ): Promise<void> {
    const context = await browser.newContext({ locale: 'ja-JP', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) faults.push(message.text());
    });
    const path = authPath({ client_id: 'LOCAL', redirect_uri: callback(), scope: 'openid', ...changes });
    await page.goto(`http://localhost:${provider.port}${path}`);
    await look(page);
    assert.deepEqual(faults, []);
    await context.close();
  }

  const codeOf = async (page: Page) =>
    ((await page.getAttribute('#open-app', 'href')) ?? '').split('open=')[1] ?? '';

  /** What a camera would read: the page's own script asks for a fresh code, and the answer holds its address. */
  const qrCodeOf = async (page: Page) => {
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/qr')),
      page.click('#renew-qr'),
    ]);
    const { url } = (await answer.json()) as { url: string };
    return url.split('open=')[1] ?? '';
  };

  test('it moves on by itself, from the QR code over six digits to the relying party with the code', () =>
    visit({}, async (page) => {
      const phone = await openPhone(world.provider.app, await qrCodeOf(page));
      await page.waitForSelector('h1:has-text("6桁の数字を入力してください")');
      await page.keyboard.type(digitsOf(phone.transaction));
      await page.keyboard.press('Enter');
      await page.waitForSelector('h1:has-text("アプリで操作を続けてください")');
      await phone.proof(await proofOf(hanako, phone.transaction));
      await phone.decide(true);
      await page.waitForURL(`${callback()}?*code=*`);
    }));

  test('on one device the page waits, and the way back through the app leads to the relying party', () =>
    visit({}, async (page) => {
      const phone = await openPhone(world.provider.app, await codeOf(page));
      await page.waitForSelector('#back-to-app');
      await phone.proof(await proofOf(hanako, phone.transaction));
      const { returnUrl = '' } = (await phone.decide(true)) as AppTransaction;
      await page.waitForResponse((response) => response.url().endsWith('/status'));
      assert.match(page.url(), /\/interactions\//, 'whoever only waits gets nothing');
      // The relying party takes its time, while the page that is left still asks, and hears that all is over.
      slowMs = 3_000;
      await page.goto(returnUrl);
      await page.waitForURL(`${callback()}?*code=*`);
      slowMs = 0;
      await page.goBack();
      await page.waitForSelector('h1:has-text("この手続きは終わりました")');
    }));

  test('cancelling leads back to the relying party with an error', () =>
    visit({}, async (page) => {
      await page.click('#cancel');
      await page.waitForURL(`${callback()}?*error=access_denied*`);
      await page.goBack();
      await page.waitForSelector('h1:has-text("この手続きは終わりました")');
    }));

  test('the QR code can be renewed, and the link beside it with it', () =>
    visit({}, async (page) => {
      const drawn = await page.getAttribute('#qr path', 'd');
      const code = await codeOf(page);
      await page.click('#renew-qr');
      await page.waitForFunction(
        (before) => document.querySelector('#qr path')?.getAttribute('d') !== before,
        drawn,
      );
      assert.notEqual(await codeOf(page), code);
      await openPhone(world.provider.app, await codeOf(page));
    }));

  test('without scripts it works by pressing a link', () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      const phone = await openPhone(world.provider.app, await codeOf(page));
      await page.click('#check');
      await page.waitForSelector('h1:has-text("アプリで操作を続けてください")');
      await phone.decide(false);
      await page.click('#check');
      await page.waitForURL(`${callback()}?*error=access_denied*`);
    }));

  test('digits can be pasted; a mistake, a reload and a second tab change nothing', () =>
    visit({}, async (page) => {
      const phone = await openPhone(world.provider.app, await qrCodeOf(page));
      await page.waitForSelector('#digits:focus');
      const tab = await page.context().newPage();
      await tab.goto(page.url());
      const digits = digitsOf(phone.transaction);
      await page.fill('#digits', digits === '000000' ? '000001' : '000000');
      await page.click('#match');
      await page.waitForSelector('#digits-error:has-text("あと4回まで")');
      assert.match(await page.title(), /^エラー/);
      const described = (await page.getAttribute('#digits', 'aria-describedby')) ?? '';
      assert.ok(
        described.split(' ').includes('digits-error'),
        'who cannot see the error hears it with the field',
      );
      await page.reload();
      await page.waitForSelector('#digits-error:has-text("あと4回まで")');
      await page.fill('#digits', `${digits.slice(0, 3)} ${digits.slice(3)}`);
      await page.press('#digits', 'Enter');
      for (const each of [page, tab]) {
        await each.waitForSelector('h1:has-text("アプリで操作を続けてください")');
      }
      await phone.decide(false);
      await Promise.race([page, tab].map((each) => each.waitForURL(`${callback()}?*error=access_denied*`)));
    }));

  test('without scripts digits are a form, and so is more time', () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      const answer = await page.request.post(`${page.url()}/qr`);
      const { url } = (await answer.json()) as { url: string };
      const phone = await openPhone(world.provider.app, url.split('open=')[1] ?? '');
      await page.click('#check');
      await page.fill('#digits', '12');
      await page.click('#match');
      await page.waitForSelector('#digits-error:has-text("6桁の数字を入力してください")');
      await page.click('#extend');
      await page.fill('#digits', digitsOf(phone.transaction));
      await page.click('#match');
      await page.waitForSelector('h1:has-text("アプリで操作を続けてください")');
    }));

  test('it says when the server is away and when the time is nearly up, and loses nothing that was typed', () =>
    visit({}, async (page) => {
      await openPhone(world.provider.app, await qrCodeOf(page));
      await page.fill('#digits', '123');
      await page.context().setOffline(true);
      await page.waitForSelector('[role=status]:has-text("サーバーに接続できません")');
      await page.context().setOffline(false);
      await page.waitForSelector('[role=status]:has-text("サーバーに接続できません")', { state: 'detached' });
      world.clock.advance(28.5 * 60_000);
      await page.waitForSelector('[role=status]:has-text("まもなく時間切れになります")');
      assert.equal(await page.textContent('#minutes'), '2');
      await page.click('[role=status] button');
      await page.waitForSelector('[role=status]:has-text("時間を延長しました")');
      assert.equal(await page.textContent('#minutes'), '30');
      assert.equal(await page.inputValue('#digits'), '123');
    }));

  test('the language can be switched, and the page keeps it', () =>
    visit({}, async (page) => {
      await page.click('text=English');
      await page.waitForSelector('h1:has-text("Sign in with My Number Card")');
      await openPhone(world.provider.app, await codeOf(page));
      await page.waitForSelector('h1:has-text("Please continue in the app")');
    }));

  for (const lang of ['ja', 'en'] as const) {
    test(`every page is for everybody: who hears it, walks it by keyboard, magnifies it, chooses its colours (${lang})`, () =>
      visit({ locale: lang }, async (page) => {
        const start = page.url();
        const faults = async () => [
          ...(await axeFaults(page, { lang })),
          ...(lang === 'ja' ? (await keyboardWalk(page)).faults : []),
          ...(lang === 'ja' ? await forcedColours(page) : []),
          ...(await zoomFaults(page)),
        ];
        assert.deepEqual(await faults(), [], 'waiting');
        const phone = await openPhone(world.provider.app, await qrCodeOf(page));
        await page.fill('#digits', '12');
        await page.press('#digits', 'Enter');
        await page.waitForSelector('#digits-error');
        world.clock.advance(28.5 * 60_000);
        await page.waitForSelector('[role=status] button');
        assert.deepEqual(await faults(), [], 'digits, with an error and little time');
        await page.click('[role=status] button');
        await page.waitForSelector('#digits:focus');
        await page.fill('#digits', digitsOf((await phone.renew()) as AppTransaction));
        await page.press('#digits', 'Enter');
        await page.waitForSelector('.kz-waiting');
        assert.deepEqual(await faults(), [], 'elsewhere');
        await page.goto(`${start}-no/return?ticket=x`);
        assert.deepEqual(await faults(), [], 'another browser');
      }));
  }

  test('on a phone nothing is wider than the screen, however long the name', async () => {
    const name = 'とても長い名前のサービス'.repeat(8);
    await insertClient(world.store, { ...CLIENT, clientId: 'LONG', name, redirectUris: [callback()] });
    const phone = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true };
    await visit(
      phone,
      async (page) => {
        const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        assert.ok((wide ?? 0) <= (screen ?? 0), `${wide} on ${screen}`);
      },
      { client_id: 'LONG' },
    );
  });
});
