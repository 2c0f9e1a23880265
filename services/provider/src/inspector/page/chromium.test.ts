import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { CardImage } from '@kazasu/authority/api';
import { type RunningServer, serve } from '@kazasu/server/http';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { axeFaults, forcedColours, launchBrowser, zoomFaultsOf } from '@kazasu/ui/testing';
import { Hono } from 'hono';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { proofOf } from '../../testing/card.ts';
import { authPath } from '../../testing/clients.ts';
import { flowsOf, INSPECTED } from '../../testing/inspected.ts';
import { Signer } from '../../testing/signer.ts';
import { begin, openPhone } from '../../testing/visit.ts';
import { createWorld, type World } from '../../testing/world.ts';

const { missing } = requirePeer(CHROMIUM);

const WORDS = {
  ja: { waits: 'アプリを待っています', ended: '終わりました', judged: '適合' },
  en: { waits: 'waits for the app', ended: 'finished', judged: 'passed' },
} as const;
type Lang = keyof typeof WORDS;

describe('the inspector in a real browser', { skip: missing }, () => {
  let world: World;
  let hanako: CardImage;
  let browser: Browser;
  let server: RunningServer;
  let base: string;
  /** Every page costs a process: there is one of each size. */
  let desk: Page;
  let phone: Page;
  const faults: string[] = [];

  before(async () => {
    world = await createWorld({ ...INSPECTED, manyCards: true });
    server = await serve(world.provider.app, { hostname: 'localhost', port: 0 });
    base = `http://localhost:${server.port}/api/inspector`;
    hanako = await world.personalise({});
    await Signer.create(world, 'RPlooked');
    browser = await launchBrowser();
    desk = await pageWith({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    const permissions = ['clipboard-read', 'clipboard-write'];
    phone = await pageWith({ viewport: { width: 390, height: 844 }, permissions });
  });
  after(async () => {
    await browser.close();
    await server.close();
    await world.close();
    assert.deepEqual(faults, []);
  });

  async function pageWith(options: BrowserContextOptions): Promise<Page> {
    const page = await (await browser.newContext({ locale: 'ja-JP', ...options })).newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      // A page that refuses is told as a failed resource.
      if (message.type() === 'error' && !message.text().includes('status of 400'))
        faults.push(message.text());
    });
    return page;
  }

  const rowsOf = (page: Page) => page.locator('.kz-seq-row > a:not([tabindex])');
  /** What is chosen, as soon as it is this. */
  const shown = (page: Page, text: string) => page.waitForSelector(`.kz-detail-shown:has-text("${text}")`);
  const ended = async () => (await flowsOf(world)).find(({ outcome }) => outcome === 'approved')?.id;

  async function widerThanScreen(page: Page): Promise<boolean> {
    return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  }

  async function logIn(visitor: Awaited<ReturnType<typeof begin>>): Promise<void> {
    const app = await openPhone(world.provider.app, await visitor.linkCode());
    await app.proof(await proofOf(hanako, app.transaction));
    await app.decide(true);
    await visitor.answer(app);
  }

  const WALKS = [
    { name: 'desk', page: () => desk, lang: 'ja', other: 'en' },
    { name: 'phone', page: () => phone, lang: 'en', other: 'ja' },
  ] as const satisfies readonly { name: string; page: () => Page; lang: Lang; other: Lang }[];
  for (const { name, page: pageOf, lang, other } of WALKS) {
    test(`the diagram grows while a login runs, on a ${name}, and is the same in the other language`, async () => {
      const page = pageOf();
      const visitor = await begin(world.provider.app, { client_id: 'RPlooked', scope: 'openid' });
      const flow = (await flowsOf(world)).find(({ interactionId }) => interactionId === visitor.id);
      await page.goto(`${base}?lang=${lang}&client=RPlooked`);
      await page.click(`a[href*="${flow?.id}"]`);
      await page.waitForSelector(`.kz-seq-box:has-text("${WORDS[lang].waits}")`);
      const before = await rowsOf(page).count();
      await rowsOf(page).first().click();
      await shown(page, '/protocol/openid-connect/auth');
      assert.equal(await page.locator('.kz-detail-shown').count(), 1);

      await logIn(visitor);
      await page.waitForSelector(`.kz-seq-box:has-text("${WORDS[lang].ended}")`);
      assert.ok((await rowsOf(page).count()) > before + 6);
      assert.match(
        (await page.textContent('.kz-detail-shown')) ?? '',
        /\/protocol\/openid-connect\/auth/,
        'what was chosen stays',
      );
      assert.equal(await widerThanScreen(page), false);

      await page.goto(page.url().replace(`lang=${lang}`, `lang=${other}`));
      await page.waitForSelector(`.kz-seq-box:has-text("${WORDS[other].ended}")`);
      await shown(page, '/protocol/openid-connect/auth');
      await page.locator('.kz-seq-mark-verdict > a').click();
      await shown(page, WORDS[other].judged);
      assert.match((await page.textContent('.kz-detail-shown')) ?? '', /適合 \d\d|\d\d passed/);
      assert.equal(await widerThanScreen(page), false);
    });
  }

  test('everything can be reached with the keyboard, and is told in its order', async () => {
    await desk.goto(`${base}/flows/${await ended()}?lang=en`);
    const walked: string[] = [];
    for (let i = 0; i < 60; i += 1) {
      await desk.keyboard.press('Tab');
      const event = await desk.evaluate(() => {
        const at = document.activeElement;
        return at instanceof HTMLElement ? at.dataset.event : undefined;
      });
      if (event !== undefined && walked.at(-1) !== event) walked.push(event);
      if (event === undefined && walked.length > 0) break;
    }
    const drawn = await rowsOf(desk).evaluateAll((rows) =>
      rows.map((row) => (row as HTMLElement).dataset.event),
    );
    assert.deepEqual(walked, drawn);
    await desk.locator('.kz-seq-mark-verdict > a').focus();
    await desk.keyboard.press('Enter');
    await shown(desk, 'The card is judged');
    const list = await desk.locator('ol.kz-seq-rows').ariaSnapshot();
    assert.match(list, /Browser → Provider: GET \/auth/);
    assert.match(list, /Provider → Browser: 303/);
  });

  test('the list and a flow have no fault for whoever hears, magnifies or chooses colours', async () => {
    // Both in both languages where words could be too long, else one in each.
    for (const [path, first, second] of [
      ['', 'ja', 'en'],
      [`/flows/${await ended()}`, 'en', 'ja'],
    ] as const) {
      const show = async (lang: string) => {
        await desk.goto(`${base}${path}?lang=${lang}`);
        if (path !== '') await rowsOf(desk).first().click();
      };
      await show(first);
      assert.deepEqual(await axeFaults(desk, { lang: first }), [], path);
      assert.deepEqual(await forcedColours(desk), [], path);
      assert.deepEqual(await zoomFaultsOf(desk, [first, second], show), { [first]: [], [second]: [] }, path);
    }
  });

  test('an error page leads to the diagram, with cause, remedy and a command that can be copied', async () => {
    const refused = phone.waitForResponse((response) => response.status() === 400);
    const path = authPath({ client_id: 'RPlooked', redirect_uri: 'https://other.example/' });
    await phone.goto(`http://localhost:${server.port}${path}`).catch(() => {});
    await refused;
    await world.provider.recorded();
    await phone.click('#inspect');
    await shown(phone, '登録したリダイレクトURIと1文字も違わない値');
    await phone.click('.kz-detail-shown [data-copy]');
    await phone.waitForSelector('.kz-detail-shown [data-copy]:has-text("コピーしました")');
    assert.match(
      await phone.evaluate(() => navigator.clipboard.readText()),
      /^curl -sS -i \\\n {2}'http:\/\/localhost:4001\/api\/realms/,
    );
    assert.equal(await widerThanScreen(phone), false);
  });

  test('without scripts the arrows are links to what they carry', async () => {
    const page = await pageWith({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
    await page.goto(`${base}/flows/${await ended()}`);
    assert.equal(await page.locator('.kz-detail:visible').count(), 0);
    await rowsOf(page).first().click();
    await page.locator('.kz-detail:visible').waitFor();
    assert.equal(await page.locator('.kz-detail:visible').count(), 1);
    await page.context().close();
  });

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
    // What the browser refuses it tells on the console.
    const told = faults.length;
    const page = desk;
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
      await other.close();
      faults.length = told;
    }
  });
});
