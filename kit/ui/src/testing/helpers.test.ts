import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import type { Browser, Page } from 'playwright-core';
import { axeFaults, forcedColours, keyboardWalk, launchBrowser, zoomFaults, zoomFaultsOf } from './index.ts';

const skip = requirePeer(CHROMIUM).missing;
let browser: Browser | undefined;
before(async () => {
  if (!skip) browser = await launchBrowser();
});
after(() => browser?.close());

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'";

/** A page under a policy that lets no script in. */
async function show(body: string, use: (page: Page) => Promise<void>, style = ''): Promise<void> {
  assert.ok(browser !== undefined);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.route('**', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'Content-Security-Policy': POLICY },
      body: `<!doctype html><html lang="en"><head><title>t</title><meta name="viewport" content="width=device-width">
        <style>:focus-visible { outline: 4px solid #000 } ${style}</style></head><body><main><h1>h</h1>${body}</main></body></html>`,
    }),
  );
  await page.goto('http://localhost/');
  try {
    await use(page);
  } finally {
    await page.close();
  }
}

const rule = (fault: string) => fault.split(':', 1)[0];

test('axe finds planted faults under a policy that lets no script in, and none in a good page', {
  skip,
}, async () => {
  await show('<p>text</p><button>Go</button>', async (page) => {
    assert.deepEqual(await axeFaults(page, { lang: 'en' }), []);
    assert.deepEqual((await axeFaults(page, { lang: 'ja' })).map(rule), ['html-lang']);
  });
  const bad = '<img src="data:,"><input><p style="color:#bbb">pale</p><h3>jump</h3><div role="tab">x</div>';
  await show(bad, async (page) => {
    const found = new Set((await axeFaults(page, { lang: 'en' })).map(rule));
    for (const id of ['image-alt', 'label', 'color-contrast', 'heading-order', 'aria-required-parent'])
      assert.ok(found.has(id), `${id} is not among ${[...found]}`);
    const without = await axeFaults(page, { lang: 'en', without: ['label'] });
    assert.ok(!without.map(rule).includes('label'));
    assert.deepEqual(await axeFaults(page, { lang: 'en', within: 'h1' }), []);
  });
});

test('a walk by keyboard tells the order as it is spoken, and what the eye would miss', {
  skip,
}, async () => {
  const body = `<a href="/a">One</a><label><input type="checkbox"> Two</label><input type="text" aria-label="Three">
    <button aria-label="Four">4</button><button disabled>no</button><button tabindex="-1">no</button>
    <p role="textbox" aria-label="Five" contenteditable></p><p role="textbox" aria-label="Six" contenteditable></p>`;
  await show(body, async (page) => {
    const { stops, faults } = await keyboardWalk(page);
    assert.deepEqual(
      stops.map(({ role, name }) => `${role} ${name}`),
      ['link One', 'checkbox Two', 'textbox Three', 'button Four', 'textbox Five', 'textbox Six'],
    );
    assert.deepEqual(faults, []);
    const endless = await keyboardWalk(page, 2);
    assert.equal(endless.stops.length, 2);
    assert.deepEqual(endless.faults, ['textbox “Three”: the focus does not get further than this']);
  });
  const bad = `<button tabindex="2">A</button><button class="bare">B</button>
    <div style="position:relative"><button>C</button><div style="position:absolute;inset:0;background:#fff"></div></div>
    <button></button>`;
  await show(
    bad,
    async (page) => {
      const { faults } = await keyboardWalk(page);
      assert.deepEqual(
        faults.map((fault) => fault.replace(/at [\d.]+, [\d.]+/, 'somewhere')),
        [
          'button “A”: has a tabindex above zero',
          'button “B”: shows no mark of the focus',
          'button “C”: is covered by something else',
          'button somewhere: has no name',
        ],
      );
    },
    '.bare:focus-visible { outline: none }',
  );
});

test('a walk through a modal dialog begins at its beginning, wherever the focus is', { skip }, async () => {
  await show(
    '<button>out</button><dialog aria-label="d"><button>A</button><button>B</button></dialog>',
    async (page) => {
      await page.evaluate(() => document.querySelector('dialog')?.showModal());
      await page.getByRole('button', { name: 'B' }).focus();
      const { stops, faults } = await keyboardWalk(page);
      assert.deepEqual(
        stops.map(({ name }) => name),
        ['A', 'B'],
      );
      assert.deepEqual(faults, []);
    },
  );
});

test('a place that the focus cannot leave is told, and the walk ends', { skip }, async () => {
  await show('<button>A</button><button id="b">B</button><button>C</button>', async (page) => {
    await page.evaluate(() => {
      const b = document.querySelector('#b');
      b?.addEventListener(
        'keydown',
        (event) => (event as KeyboardEvent).key === 'Tab' && event.preventDefault(),
      );
    });
    const { stops, faults } = await keyboardWalk(page);
    assert.deepEqual(
      stops.map(({ name }) => name),
      ['A', 'B'],
    );
    assert.deepEqual(faults, ['button “B”: the focus does not get further than this']);
  });
});

test('magnified, a page may neither scroll sideways nor lose text', { skip }, async () => {
  await show('<p>text that wraps where it must, and goes on for more than a line</p>', async (page) => {
    assert.deepEqual(await zoomFaults(page), []);
    assert.deepEqual(page.viewportSize(), { width: 1280, height: 800 });
    assert.equal(await page.evaluate(() => document.documentElement.getAttribute('style')), null);
  });
  const bad = `<div class="wide">wide</div><p class="cut">${'cut '.repeat(60)}</p><p class="spill">Unbreakable</p>
    <div class="scrolls"><div class="wide">a table may scroll for itself</div></div><p class="hidden">for screen readers</p>`;
  const style = `.wide { width: 500px } .cut { height: 3em; line-height: 1.5; overflow: hidden } .spill { width: 3em }
    .scrolls { overflow-x: auto } .hidden { position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%) }`;
  await show(
    bad,
    async (page) => {
      const faults = await zoomFaults(page);
      const at = (view: string) =>
        faults
          .filter((fault) => fault.startsWith(`at ${view}:`))
          .map((fault) => fault.replace(/ by .*|“.*”|from .*/g, '').trim());
      assert.deepEqual(at('320 px'), [
        'at 320 px: the page scrolls sideways',
        'at 320 px: <div class="wide">  reaches',
        'at 320 px: <p class="cut">  is cut off',
        'at 320 px: <p class="spill">  runs out of its box',
      ]);
      assert.equal(at('200 %').length, 2);
      assert.equal(await page.evaluate(() => document.documentElement.getAttribute('style')), null);
    },
    style,
  );
  const text = '<p class="narrow">letters</p>';
  await show(
    text,
    async (page) => {
      const shown: string[] = [];
      const found = await zoomFaultsOf(page, ['letters', 'lettersletters'], async (version) => {
        shown.push(version);
        await page.evaluate((word) => document.querySelector('p')?.replaceChildren(word), version);
      });
      const views = (faults: readonly string[]) => faults.map((fault) => fault.split(':', 1)[0]);
      assert.deepEqual(views(found.letters), ['at text at 200 %']);
      assert.deepEqual(views(found.lettersletters), ['at 320 px', 'at 200 %', 'at text at 200 %']);
      assert.deepEqual(shown, ['lettersletters', 'letters']);
      assert.deepEqual(page.viewportSize(), { width: 1280, height: 800 });
    },
    '.narrow { width: 110px; font: 1rem monospace }',
  );
});

test('in forced colours a control must keep an edge or a line, and an icon its colour', {
  skip,
}, async () => {
  const style = `button { border: 0; background: #00f; color: #fff } .edge { border: 1px solid #00f }
    a { color: #00f } .plain { text-decoration: none } svg { forced-color-adjust: none }`;
  const icon = (stroke: string) =>
    `<svg class="kz-icon" width="9" height="9" style="stroke:${stroke}"></svg>`;
  const body = `<button>A</button><button class="edge">B</button><a href="/">C</a><a class="plain" href="/">D</a>
    ${icon('#fff')}${icon('#000')}${icon('CanvasText')}`;
  await show(
    body,
    async (page) => {
      const themes: string[] = [];
      const faults = await forcedColours(page, async (theme) => {
        if (await page.evaluate(() => matchMedia('(forced-colors: active)').matches)) themes.push(theme);
      });
      const alike = (theme: string) => [
        `${theme}: <button > “A” looks like text`,
        `${theme}: <a > “D” looks like text`,
        `${theme}: <svg > “” cannot be told from its ground`,
      ];
      assert.deepEqual(
        faults.map((fault) => fault.replace(/class=".*?"/, '')),
        [...alike('light'), ...alike('dark')],
      );
      assert.deepEqual(themes, ['light', 'dark']);
      assert.ok(await page.evaluate(() => matchMedia('(forced-colors: none)').matches));
    },
    style,
  );
});
