import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type RunningServer, serve } from '@kazasu/server/http';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { axeFaults, keyboardWalk, launchBrowser, zoomFaults } from '@kazasu/ui/testing';
import { Hono } from 'hono';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { insertClient } from '../client/index.ts';
import { authPath, CLIENT } from '../testing/clients.ts';
import { playSubstitute, SANDBOX } from '../testing/substitute.ts';
import { createWorld, type World } from '../testing/world.ts';

const { missing } = requirePeer(CHROMIUM);
const SIZES = [
  { width: 390, height: 844 },
  { width: 1280, height: 900 },
];

describe('the choice page in a real browser', { skip: missing }, () => {
  let world: World;
  let browser: Browser;
  let provider: RunningServer;
  let relyingParty: RunningServer;
  let played: ReturnType<typeof playSubstitute>;

  before(async () => {
    const hello = new Hono().get('/callback', (context) => context.text('the relying party'));
    relyingParty = await serve(hello, { hostname: 'localhost', port: 0 });
    // The provider's own address stands in its settings; the port is found first.
    const probe = await serve(new Hono(), { hostname: 'localhost', port: 0 });
    await probe.close();
    const baseUrl = `http://localhost:${probe.port}/api`;
    world = await createWorld({ baseUrl, sandbox: SANDBOX, sleep: async () => {} });
    provider = await serve(world.provider.app, { hostname: 'localhost', port: probe.port });
    const hanako = await world.personalise({});
    const taro = await world.personalise({ residentId: 'taro', myNumber: '999000000024' });
    played = playSubstitute(
      world,
      new Map([
        ['hanako', hanako],
        ['taro', taro],
      ]),
    );
    for (const substitute of ['beside', 'instead'] as const) {
      const clientId = substitute.toUpperCase();
      await insertClient(world.store, { ...CLIENT, clientId, substitute, redirectUris: [callback()] });
    }
    browser = await launchBrowser();
  });
  after(async () => {
    await browser?.close();
    await provider?.close();
    await relyingParty?.close();
    await world?.close();
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
    const path = authPath({
      client_id: 'INSTEAD',
      redirect_uri: callback(),
      scope: 'openid name',
      ...changes,
    });
    await page.goto(`http://localhost:${provider.port}${path}`);
    await look(page);
    assert.deepEqual(faults, []);
    await context.close();
  }

  const openAll = async (page: Page) => {
    const closed = page.locator('details:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
  };

  for (const viewport of SIZES) {
    for (const lang of ['ja', 'en'] as const) {
      test(`at ${viewport.width} in ${lang} it is whole, clean for axe, and says that it is a test page`, () =>
        visit({ viewport }, async (page) => {
          await page.goto(`${page.url().split('?')[0]}?lang=${lang}`);
          const banner = lang === 'ja' ? '開発者のための試験用の画面です' : 'A test page for developers';
          assert.ok(await page.getByText(banner).isVisible());
          assert.match(await page.title(), lang === 'ja' ? /試験用/ : /test/);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
          await openAll(page);
          assert.deepEqual(await axeFaults(page, { lang }), []);
          assert.deepEqual(await zoomFaults(page), []);
        }));
    }
  }

  test('by keyboard alone one chooses and returns', () =>
    visit({ viewport: SIZES[0] ?? null }, async (page) => {
      const { stops, faults } = await keyboardWalk(page);
      assert.deepEqual(faults, []);
      assert.deepEqual(
        stops.filter(({ role }) => role === 'radio').map(({ name }) => name),
        ['見本　hanako hanako', '正常 success'],
      );
      await page.focus('#kazasu_person-hanako');
      await page.keyboard.press('ArrowDown');
      await page.focus('#kazasu_outcome-success');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${callback()}?*error=access_denied*`);
    }));

  test('beside the app a link leads there and back, and the choice leads to the relying party', () =>
    visit(
      { viewport: SIZES[1] ?? null },
      async (page) => {
        await page.click('text=カードを使わずに試す（サンドボックス）');
        await page.click('text=アプリとカードを使う画面に戻る');
        await page.click('#sandbox');
        const before = played.length;
        await page.check('#kazasu_person-taro');
        await page.click('#submit');
        await page.waitForURL(`${callback()}?*code=*`);
        assert.deepEqual(
          played.slice(before).map(({ person }) => person),
          ['taro'],
        );
        await page.goBack();
        await page.waitForSelector('h1:has-text("この手続きは終わりました")');
      },
      { client_id: 'BESIDE' },
    ));

  test('what it shows as parameters leads to the same, pasted into an address', () =>
    visit({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
      await openAll(page);
      assert.equal(await page.locator('#delay').isVisible(), false);
      await page.check('#kazasu_outcome-slow');
      await page.fill('#kazasu_delay', '7');
      assert.equal(
        await page.textContent('#parameters'),
        '&kazasu_person=hanako&kazasu_outcome=slow&kazasu_delay=7',
      );
      await page.check('#kazasu_outcome-revoked');
      assert.equal(await page.locator('#delay').isVisible(), false);
      await page.click('#copy');
      await page.waitForSelector('#copy-said:has-text("コピーしました")');
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, '&kazasu_person=hanako&kazasu_outcome=revoked');
      const path = authPath({ client_id: 'INSTEAD', redirect_uri: callback(), scope: 'openid name' });
      await page.goto(`http://localhost:${provider.port}${path}${copied}`);
      const told = new URL(page.url()).searchParams.get('error_description');
      assert.equal(told, 'The certificate has been revoked');
    }));

  test('without scripts it works, and a bad delay is told beside what was chosen', () =>
    visit({ javaScriptEnabled: false }, async (page) => {
      assert.equal(await page.locator('#address').isVisible(), false);
      await page.check('#kazasu_outcome-slow');
      await page.fill('#kazasu_delay', '77');
      await page.click('#submit');
      await page.waitForSelector('[role=alert]');
      assert.match((await page.textContent('#kazasu_delay-error')) ?? '', /1から30まで/);
      assert.ok(await page.isChecked('#kazasu_outcome-slow'));
      await page.fill('#kazasu_delay', '2');
      await page.click('#submit');
      await page.waitForURL(`${callback()}?*code=*`);
    }));
});
