import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { type RunningServer, serve } from '@kazasu/server/http';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { axeFaults, forcedColours, zoomFaults } from '@kazasu/ui/testing';
import { Hono } from 'hono';
import { type Browser, chromium, type Page } from 'playwright-core';
import { proofOf } from '../../testing/card.ts';
import { authPath } from '../../testing/clients.ts';
import { flowsOf, INSPECTED } from '../../testing/inspected.ts';
import { Signer } from '../../testing/signer.ts';
import { begin, openPhone } from '../../testing/visit.ts';
import { createWorld, type World } from '../../testing/world.ts';

const { path: executablePath, missing } = requirePeer(CHROMIUM);

const SIZES = [
  { name: 'desk', viewport: { width: 1280, height: 900 } },
  { name: 'phone', viewport: { width: 390, height: 844 } },
] as const;

describe('the inspector in a real browser', { skip: missing }, () => {
  let world: World;
  let hanako: CardImage;
  let browser: Browser;
  let server: RunningServer;
  let base: string;

  before(async () => {
    world = await createWorld(INSPECTED);
    server = await serve(world.provider.app, { hostname: 'localhost', port: 0 });
    base = `http://localhost:${server.port}/api/inspector`;
    hanako = await world.personalise({});
    await Signer.create(world, 'RPlooked');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  after(async () => {
    await browser.close();
    await server.close();
    await world.close();
  });

  async function visit(options: object, look: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ locale: 'ja-JP', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      // A page that refuses is told as a failed resource.
      if (message.type() === 'error' && !message.text().includes('status of 400'))
        faults.push(message.text());
    });
    await look(page);
    assert.deepEqual(faults, []);
    await context.close();
  }

  const rowsOf = (page: Page) => page.locator('.kz-seq-row > a:not([tabindex])');

  async function widerThanScreen(page: Page): Promise<boolean> {
    return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  }

  for (const { name, viewport } of SIZES) {
    for (const lang of ['ja', 'en'] as const) {
      test(`the diagram grows while a login runs, on a ${name} in ${lang}`, () =>
        visit({ viewport }, async (page) => {
          const visitor = await begin(world.provider.app, { client_id: 'RPlooked', scope: 'openid' });
          const flow = (await flowsOf(world)).find(({ interactionId }) => interactionId === visitor.id);
          await page.goto(`${base}?lang=${lang}&client=RPlooked`);
          await page.click(`a[href*="${flow?.id}"]`);
          const waits = lang === 'ja' ? 'アプリを待っています' : 'waits for the app';
          await page.waitForSelector(`.kz-seq-box:has-text("${waits}")`);
          const before = await rowsOf(page).count();
          await rowsOf(page).first().click();
          assert.equal(await page.locator('.kz-detail-shown').count(), 1);

          const phone = await openPhone(world.provider.app, await visitor.linkCode());
          await phone.proof(await proofOf(hanako, phone.transaction));
          await phone.decide(true);
          await visitor.answer(phone);
          const ended = lang === 'ja' ? '終わりました' : 'finished';
          await page.waitForSelector(`.kz-seq-box:has-text("${ended}")`);
          assert.ok((await rowsOf(page).count()) > before + 6);
          assert.match(
            (await page.textContent('.kz-detail-shown')) ?? '',
            /\/protocol\/openid-connect\/auth/,
            'what was chosen stays',
          );
          assert.equal(await widerThanScreen(page), false);

          await page.reload();
          await page.waitForSelector(`.kz-seq-box:has-text("${ended}")`);
          assert.match(
            (await page.textContent('.kz-detail-shown')) ?? '',
            /\/protocol\/openid-connect\/auth/,
            'after a reload too',
          );
          const verdict = page.locator('.kz-seq-mark-verdict > a');
          await verdict.click();
          assert.match(
            (await page.textContent('.kz-detail-shown')) ?? '',
            lang === 'ja' ? /適合 \d\d/ : /\d\d passed/,
          );
          assert.equal(await widerThanScreen(page), false);
        }));
    }
  }

  test('everything can be reached with the keyboard, and is told in its order', () =>
    visit({ viewport: SIZES[0].viewport }, async (page) => {
      const flow = (await flowsOf(world)).find(({ outcome }) => outcome === 'approved');
      await page.goto(`${base}/flows/${flow?.id}?lang=en`);
      const walked: string[] = [];
      for (let i = 0; i < 60; i += 1) {
        await page.keyboard.press('Tab');
        const event = await page.evaluate(() => {
          const at = document.activeElement;
          return at instanceof HTMLElement ? at.dataset.event : undefined;
        });
        if (event !== undefined && walked.at(-1) !== event) walked.push(event);
        if (event === undefined && walked.length > 0) break;
      }
      const drawn = await rowsOf(page).evaluateAll((rows) =>
        rows.map((row) => (row as HTMLElement).dataset.event),
      );
      assert.deepEqual(walked, drawn);
      await page.locator('.kz-seq-mark-verdict > a').focus();
      await page.keyboard.press('Enter');
      assert.match((await page.textContent('.kz-detail-shown')) ?? '', /The card is judged/);
      const list = await page.locator('ol.kz-seq-rows').ariaSnapshot();
      assert.match(list, /Browser → Provider: GET \/auth/);
      assert.match(list, /Provider → Browser: 303/);
    }));

  test('the list and a flow have no fault for whoever hears, magnifies or chooses colours', () =>
    visit({ viewport: SIZES[0].viewport, reducedMotion: 'reduce' }, async (page) => {
      const flow = (await flowsOf(world)).find(({ outcome }) => outcome === 'approved');
      for (const lang of ['ja', 'en'] as const) {
        for (const path of [`?lang=${lang}`, `/flows/${flow?.id}?lang=${lang}`]) {
          await page.goto(`${base}${path}`);
          if (path.startsWith('/')) await rowsOf(page).first().click();
          assert.deepEqual(await axeFaults(page, { lang }), [], path);
          assert.deepEqual(await zoomFaults(page), [], path);
          assert.deepEqual(await forcedColours(page), [], path);
        }
      }
    }));

  test('an error page leads to the diagram, with cause, remedy and a command that can be copied', () =>
    visit(
      { viewport: SIZES[1].viewport, permissions: ['clipboard-read', 'clipboard-write'] },
      async (page) => {
        const refused = page.waitForResponse((response) => response.status() === 400);
        await page
          .goto(
            `http://localhost:${server.port}${authPath({ client_id: 'RPlooked', redirect_uri: 'https://other.example/' })}`,
          )
          .catch(() => {});
        await refused;
        await world.provider.recorded();
        await page.click('#inspect');
        await page.waitForSelector('.kz-detail-shown');
        assert.match(
          (await page.textContent('.kz-detail-shown')) ?? '',
          /登録したリダイレクトURIと1文字も違わない値/,
        );
        await page.click('.kz-detail-shown [data-copy]');
        await page.waitForSelector('.kz-detail-shown [data-copy]:has-text("コピーしました")');
        assert.match(
          await page.evaluate(() => navigator.clipboard.readText()),
          /^curl -sS -i \\\n {2}'http:\/\/localhost:4001\/api\/realms/,
        );
        assert.equal(await widerThanScreen(page), false);
      },
    ));

  test('without scripts the arrows are links to what they carry', () =>
    visit({ javaScriptEnabled: false, viewport: SIZES[1].viewport }, async (page) => {
      const flow = (await flowsOf(world)).find(({ outcome }) => outcome === 'approved');
      await page.goto(`${base}/flows/${flow?.id}`);
      assert.equal(await page.locator('.kz-detail:visible').count(), 0);
      await rowsOf(page).first().click();
      assert.equal(await page.locator('.kz-detail:visible').count(), 1);
    }));

  test('a page of another origin of this machine can neither read nor frame it', async () => {
    const flow = (await flowsOf(world))[0];
    const address = `${base}/flows/${flow?.id}`;
    const other = await serve(
      new Hono().get('/', (context) =>
        context.html(
          `<!doctype html><iframe src="${address}"></iframe><script src="${base}/inspector.js"></script>`,
        ),
      ),
      { hostname: 'localhost', port: 0 },
    );
    const page = await browser.newPage();
    try {
      await page.goto(other.url);
      const read = await page.evaluate(async (of) => {
        const tries = [
          fetch(of),
          fetch(of, { mode: 'no-cors' }),
          fetch(`${of}/part`, { credentials: 'include' }),
        ];
        return (await Promise.allSettled(tries)).map(({ status }) => status);
      }, address);
      assert.deepEqual(read, ['rejected', 'rejected', 'rejected']);
      const [, frame] = page.frames();
      assert.doesNotMatch((await frame?.content().catch(() => '')) ?? '', /RPlooked|kz-seq/);
    } finally {
      await page.close();
      await other.close();
    }
  });
});
