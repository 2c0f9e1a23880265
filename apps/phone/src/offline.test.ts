import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { pagesFolder } from './pages.ts';
import { button, heading, type Visit, type VisitOptions, visitApp } from './testing/app-visit.ts';
import { appInChromium } from './testing/chromium.ts';

const { skip, browser } = appInChromium(() => ({ typeface: true }));

const visit = (use: (visit: Visit) => Promise<void>, options?: VisitOptions) =>
  visitApp(browser(), use, options);

/** Until the service worker has everything and has taken the page over. */
async function toKept(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.reload();
  assert.ok(await page.evaluate(() => navigator.serviceWorker.controller !== null));
}

/** Under which policy the page is loaded again, from the service worker. */
async function policyOf(page: Page): Promise<string> {
  const response = (await page.reload()) ?? assert.fail('no page');
  assert.ok(response.fromServiceWorker());
  return response.headers()['content-security-policy'] ?? '';
}

test(
  'without a network the app opens, says so, and has its help; with it come all readers; nothing but its own files is kept',
  { skip },
  () =>
    visit(
      async ({ page, street, origins }) => {
        await toKept(page, street.url);
        await heading(page).getByText('ホーム').waitFor();
        const before = await policyOf(page);
        const moved = before.replace(street.providerOrigin, 'https://moved.example');
        street.changePolicy(() => moved);
        assert.notEqual(before, moved);
        assert.equal(await policyOf(page), moved, 'the page under the policy of today');
        street.changePolicy(() => undefined);
        assert.equal(await policyOf(page), moved, 'an answer of somebody else takes no policy away');
        street.changePolicy(() => moved);
        await page.context().setOffline(true);
        assert.equal(await policyOf(page), moved, 'the last one that was learnt');
        await heading(page).getByText('ホーム').waitFor();
        await page.getByText('インターネットにつながっていないか').waitFor();
        const [above, below] = [page.locator('main .ph-offline'), page.locator('main h1')];
        const [banner, title] = [await above.boundingBox(), await below.boundingBox()];
        assert.ok(
          banner && title && title.y - (banner.y + banner.height) >= 16,
          'the page keeps its distance',
        );
        for (const [name, title] of [
          ['ヘルプ', 'ヘルプ'],
          ['ウェブアクセシビリティ', 'ウェブアクセシビリティ'],
        ] as const) {
          await page.getByRole('navigation', { name: 'アプリの案内' }).getByRole('link', { name }).click();
          await heading(page).getByText(title).waitFor();
        }
        await page.goto(`${street.url}/accessibility`);
        await heading(page).getByText('ウェブアクセシビリティ').waitFor();
        const kept = await page.evaluate(async () => {
          const names = await caches.keys();
          const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
          return requests.flat().map(({ url }) => url);
        });
        assert.ok(kept.length > 10);
        const own = new RegExp(`^${street.url}/(?:$|assets/|ui/|icon|apple-touch-icon|manifest)`);
        assert.deepEqual(
          kept.filter((url) => !own.test(url)),
          [],
        );
        await page.evaluate(() => window.location.assign('#settings/phone'));
        const notOffered = page.getByText('スマホ用電子証明書を発行していません');
        await notOffered.waitFor();
        await page.context().setOffline(false);
        await button(page, 'もう一度試す').click();
        await page.getByText('インターネットにつながっていないか').waitFor({ state: 'hidden' });
        await notOffered.waitFor({ state: 'hidden' });
        assert.deepEqual([...origins].sort(), [street.url]);
      },
      { withoutAccount: true, pages: { authorityUrl: 'http://localhost:9' } },
    ),
);

test('browsers take the app for one that can be installed', { skip }, () =>
  visit(async ({ page, street }) => {
    await toKept(page, street.url);
    const session = await page.context().newCDPSession(page);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // A window of a private profile, as tests have, can install nothing.
    const errors = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
    assert.deepEqual(errors, []);
    const { errors: faults } = await session.send('Page.getAppManifest');
    assert.deepEqual(faults, []);
  }),
);

test(
  'a newer version waits until the person says so, and a tab goes on with what it began with',
  { skip },
  () =>
    visit(
      async ({ page, street }) => {
        await toKept(page, street.url);
        await heading(page).getByText('ホーム').waitFor();
        const worker = readFileSync(join(pagesFolder, 'sw.js'), 'utf8');
        street.replaceWorker(worker.replace(/VERSION = '\w+'/, "VERSION = 'newer'"));
        await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
        await page.getByText('アプリの新しい版があります').waitFor();
        const versions = () =>
          page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith('kazasu-app-')));
        assert.equal((await versions()).length, 2);
        const loaded = page.waitForEvent('load');
        await button(page, '更新する').click();
        await loaded;
        await heading(page).getByText('ホーム').waitFor();
        await page.getByText('アプリの新しい版があります').waitFor({ state: 'hidden' });
        // A worker whose list does not agree with what the server has is not taken.
        const wrong = worker.replace(/"\/":"[0-9a-f]{64}"/, `"/":"${'0'.repeat(64)}"`);
        street.replaceWorker(wrong.replace(/VERSION = '\w+'/, "VERSION = 'wrong'"));
        await page.evaluate(async () => {
          const registration = await navigator.serviceWorker.ready;
          await registration.update();
          const { installing } = registration;
          if (installing === null) return;
          await new Promise<void>((resolve) =>
            installing.addEventListener('statechange', () => installing.state !== 'installing' && resolve()),
          );
        });
        assert.equal((await versions()).length, 2);
      },
      { withoutAccount: true },
    ),
);

/** Kilobytes of script, compressed, that the first screen may take. */
const FIRST_SCREEN_MAX = 200_000;

test(
  'the first screen is there with less than 200 kB of compressed script, all of it named in the page',
  { skip },
  (context) =>
    visit(async ({ page, street }) => {
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.goto(street.url, { waitUntil: 'commit' });
      await button(page, '初期設定を始める').waitFor();
      const scripts = await page.evaluate(() =>
        performance
          .getEntriesByType('resource')
          .filter(({ name }) => name.endsWith('.js') && name.includes('/assets/'))
          .map(({ name, startTime }) => ({ path: new URL(name).pathname, startTime })),
      );
      assert.ok(scripts.length > 0);
      const bytes = scripts.map(({ path }) => readFileSync(join(pagesFolder, path)));
      const sum = (pack: (data: Buffer) => Buffer) => bytes.reduce((all, one) => all + pack(one).length, 0);
      const sizes = { gzip: sum((data) => gzipSync(data)), brotli: sum((data) => brotliCompressSync(data)) };
      assert.ok(sizes.gzip > 50_000 && sizes.gzip < FIRST_SCREEN_MAX, JSON.stringify(sizes));
      assert.ok(sizes.brotli < sizes.gzip);
      const text = bytes.map(String).join('');
      const html = readFileSync(join(pagesFolder, 'index.html'), 'utf8');
      for (const { path } of scripts)
        assert.ok(html.includes(path), `${path} is asked for with the page, not after it`);
      for (const later of ['条件を指定して探す', '特大（200％）', 'よくある質問', '対応度表記ガイドライン']) {
        assert.ok(!text.includes(later), `${later} is not of the first screen`);
      }
      context.diagnostic(JSON.stringify({ ...sizes, scripts: scripts.length, requests: asked.length }));
    }),
);
