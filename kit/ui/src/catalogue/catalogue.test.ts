import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import type { Browser, Page } from 'playwright-core';
import { axeFaults, forcedColours, keyboardWalk, launchBrowser, zoomFaults } from '../testing/index.ts';
import { sectionIds, serveCatalogue } from './testing/index.ts';

const skip = requirePeer(CHROMIUM).missing;
const OWN_PAGES = ['start', 'tokens', 'keyboard'];
let browser: Browser | undefined;
let server: Awaited<ReturnType<typeof serveCatalogue>> | undefined;
let page: Page;
let sections: readonly string[] = [];
const complaints: string[] = [];
const origins = new Set<string>();

before(async () => {
  if (skip) return;
  [browser, server] = await Promise.all([launchBrowser(), serveCatalogue()]);
  page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    locale: 'ja-JP',
    reducedMotion: 'reduce',
  });
  page.setDefaultTimeout(15_000);
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  sections = await sectionIds(page, server.url);
});
after(() => Promise.all([browser?.close(), server?.close()]));

/** The catalogue shows the header and the language switch once more as examples. */
const TWICE = { header: ['landmark-unique'], 'language-switch': ['landmark-unique'] } as {
  [id: string]: string[];
};

async function axeFaultsOf(pages: readonly string[], lang: 'ja' | 'en'): Promise<string[]> {
  await page.goto(`${server?.url}/?lang=${lang}`);
  const faults: string[] = [];
  for (const id of pages) {
    await page.evaluate((to) => location.assign(to), `#${id}`);
    await page.locator(`.cat-side a[href="#${id}"][aria-current=page]`).waitFor();
    const found = await axeFaults(page, { lang, without: TWICE[id] ?? [] });
    faults.push(...found.map((fault) => `${id}: ${fault}`));
  }
  return faults;
}

test('axe finds no fault on any page of the catalogue', { skip }, async () => {
  assert.deepEqual(await axeFaultsOf([...OWN_PAGES, ...sections], 'ja'), []);
  assert.ok(sections.length > 20);
});

test('axe finds no fault in English either, on the catalogue’s own pages and where it says most', {
  skip,
}, async () => {
  assert.deepEqual(await axeFaultsOf([...OWN_PAGES, 'input', 'notice', 'table'], 'en'), []);
});

test('every component can be walked, magnified and shown in forced colours', { skip }, async () => {
  const faults: string[] = [];
  await page.goto(`${server?.url}/?bare`);
  for (const id of sections) {
    await page.evaluate((to) => location.assign(to), `#${id}`);
    await page.locator(`[data-section="${id}"]`).waitFor();
    const found = [
      ...(await keyboardWalk(page)).faults,
      ...(await zoomFaults(page)),
      ...(await forcedColours(page)),
    ];
    faults.push(...found.map((fault) => `${id}: ${fault}`));
    faults.push(...(await page.evaluate(smallTargets)).map((fault) => `${id}: ${fault}`));
  }
  assert.deepEqual(faults, []);
});

/** What can be pressed is 44 pixels high, and wide, or stands in running text, or has a label that is. */
function smallTargets(): string[] {
  return [...document.querySelectorAll<HTMLElement>('button, select, input, .kz-button')].flatMap(
    (element) => {
      const label = (element as HTMLInputElement).labels?.[0];
      const target = element.matches('[type=checkbox], [type=radio]') ? label : element;
      const { width, height } = (target ?? element).getBoundingClientRect();
      return width >= 44 && height >= 43
        ? []
        : [`${element.textContent ?? element.id} is ${width} × ${height}`];
    },
  );
}

test('no page of the catalogue asks for anything from elsewhere or breaks its policy', { skip }, () => {
  assert.deepEqual([...origins], [new URL(server?.url ?? '').origin]);
  assert.deepEqual(complaints, []);
});
