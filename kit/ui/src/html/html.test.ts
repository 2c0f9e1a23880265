import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badge, buttonLink, definitionList, html, link, notice, page, steps, table } from './index.ts';

const HOSTILE = `<script>alert("1")</script>&'`;
const ESCAPED = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;';

test('a page declares its language, its title and nothing inline', async () => {
  const text = String(
    await page({ lang: 'en', title: 'Check', body: html`<h1>Check</h1>`, scripts: ['/a.js'] }),
  );
  assert.match(text, /^<!doctype html>\n<html lang="en">/);
  assert.match(text, /<title>Check \| Kazasu<\/title>/);
  assert.match(text, /<script type="module" src="\/a\.js"><\/script>/);
  assert.doesNotMatch(text, /<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|javascript:/);
  assert.doesNotMatch(text, /(?:src|href)="(?:https?:)?\/\//);
});

test('the language switch names every language in itself and marks the present one', async () => {
  const languages = { ja: '/p?a=1&lang=ja', en: '/p?a=1&lang=en' };
  const text = String(await page({ lang: 'ja', title: '確認', body: html``, languages }));
  assert.match(
    text,
    /<a href="\/p\?a=1&amp;lang=ja" lang="ja" hreflang="ja" aria-current="true">日本語<\/a>/,
  );
  assert.match(text, /<a href="\/p\?a=1&amp;lang=en" lang="en" hreflang="en">English<\/a>/);
});

test('the page says that nothing is real unless an operator switches it off', async () => {
  const shown = String(await page({ lang: 'ja', title: '確認', body: html`` }));
  const hidden = String(await page({ lang: 'ja', title: '確認', body: html``, testEnvironment: false }));
  assert.match(shown, /試験環境/);
  assert.doesNotMatch(hidden, /試験環境/);
});

const places: { readonly [name: string]: () => unknown } = {
  'a page title': () => page({ lang: 'ja', title: HOSTILE, body: html`` }),
  'a service name': () => page({ lang: 'ja', title: '', body: html``, service: HOSTILE }),
  'a page body': () => page({ lang: 'ja', title: '', body: html`<p>${HOSTILE}</p>` }),
  'a notice title': () => notice({ lang: 'ja', kind: 'error', title: HOSTILE }),
  'a notice body': () => notice({ lang: 'ja', kind: 'info', title: '', body: HOSTILE }),
  'a term': () => definitionList([[HOSTILE, '']]),
  'a value': () => definitionList([['', HOSTILE]]),
  'a caption': () => table({ caption: HOSTILE, heads: [], rows: [] }),
  'a heading': () => table({ caption: '', heads: [HOSTILE], rows: [['']] }),
  'a cell': () => table({ caption: '', heads: ['a', 'b'], rows: [[HOSTILE, HOSTILE]] }),
  'a step': () => steps({ lang: 'ja', labels: [HOSTILE], current: 1 }),
  'a badge': () => badge(HOSTILE),
  'a link label': () => link({ href: '/', label: HOSTILE, newTab: 'ja' }),
  'a link address': () => buttonLink({ href: HOSTILE, label: '' }),
};

for (const [place, write] of Object.entries(places)) {
  test(`${place} from outside is escaped`, async () => {
    const text = String(await write());
    assert.ok(text.includes(ESCAPED), text);
    assert.doesNotMatch(text, /<script>/);
  });
}

test('a step that is done, the current one and one to come can be told apart without colour', async () => {
  const text = String(await steps({ lang: 'en', labels: ['One', 'Two', 'Three'], current: 2 }));
  const items = text.match(/<li.*?<\/li>/g) ?? [];
  assert.equal(items.length, 3);
  assert.match(items[0] ?? '', /One<span class="kz-hidden"> \(done\)/);
  assert.match(items[1] ?? '', /aria-current="step"/);
  assert.doesNotMatch(items[2] ?? '', /aria-current|done/);
});
