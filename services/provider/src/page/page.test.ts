import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { correction, generate } from 'lean-qr';
import {
  brokenPage,
  elsewherePage,
  endedPage,
  errorPage,
  languageOf,
  matchPage,
  qrCode,
  strangerPage,
  tooOftenPage,
  unknownPage,
  waitingPage,
} from './index.ts';
import { TEXTS } from './texts.ts';

const VIEW = {
  path: '/api/interactions/x',
  query: '',
  signing: false,
  state: 'waiting',
  leftMs: 1_800_000,
  mayExtend: true,
  assets: '/api/pages',
  relyingParty: { name: '<b>"図書館"</b>', origin: 'https://rp.example' },
  open: { link: 'http://localhost:4002/#open=abc', qr: qrCode('http://localhost:4002/#open=abc') },
  intervalMs: 2_000,
  qrRefreshMs: 60_000,
} as const;

const PAGES = (['ja', 'en'] as const).flatMap((lang) =>
  [
    waitingPage(lang, VIEW),
    matchPage(lang, { ...VIEW, tries: 5, said: undefined }),
    matchPage(lang, { ...VIEW, tries: 1, said: 'wrong' }),
    elsewherePage(lang, { ...VIEW, app: 'http://localhost:4002/' }),
    elsewherePage(lang, { ...VIEW, app: undefined }),
    endedPage(lang, '/api/interactions/x/continue'),
    endedPage(lang, undefined),
    unknownPage(lang),
    strangerPage(lang),
    tooOftenPage(lang, '/api/interactions/x'),
    errorPage(lang, '<script>', 'http://localhost:4001/a?x=%3Cscript%3E'),
    brokenPage(lang),
  ].map((page) => ({ lang, text: String(page) })),
);

test('no page holds anything inline or from elsewhere, so the strictest policy holds', () => {
  for (const { text } of PAGES) {
    assert.doesNotMatch(
      text,
      /<script(?![^>]*\ssrc="\/api\/pages\/)|<style|\sstyle=|\son[a-z]+=|javascript:/i,
    );
    for (const [, address] of text.matchAll(/\s(?:src|href)="([^"]*)"/g)) {
      assert.match(address ?? '', /^(\/|\?|#|http:\/\/localhost:4002\/(?:#open=|$))/);
    }
  }
});

test('what comes from outside is escaped', () => {
  for (const { text } of PAGES) assert.ok(!text.includes('<b>"') && !text.includes('<script>'));
  assert.ok(String(waitingPage('ja', VIEW)).includes('&lt;b&gt;&quot;図書館&quot;&lt;/b&gt;'));
});

test('every page is in one language, has one heading, and names it', () => {
  for (const { lang, text } of PAGES) {
    assert.ok(text.includes(`<html lang="${lang}">`));
    assert.equal(text.match(/<h1>/g)?.length, 1);
    assert.match(text, /<title>[^<]{3,}<\/title>/);
  }
});

test('the catalogue has no empty text and no Japanese in its English', () => {
  const texts = (tree: object): string[] =>
    Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : texts(value as object)));
  for (const text of [...texts(TEXTS.ja), ...texts(TEXTS.en)]) assert.ok(text.length > 0);
  for (const text of texts(TEXTS.en)) assert.match(text, /^[\x20-\x7e]+$/, text);
});

test('the outline of the QR code covers exactly its dark modules', () => {
  const text = 'http://localhost:4002/#open=ABCDEFGHIJKLMNOPQRSTUV';
  const { size, path } = qrCode(text);
  const code = generate(text, { minCorrectionLevel: correction.M });
  assert.equal(size, code.size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++)
      assert.equal(isInside(path, x + 0.5, y + 0.5), code.get(x, y), `${x},${y}`);
  }
});

/** Even-odd test over the axis-parallel subpaths of the outline. */
function isInside(path: string, px: number, py: number): boolean {
  let inside = false;
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const edge = (toX: number, toY: number) => {
    if (x === toX && x > px && y > py !== toY > py) inside = !inside;
    [x, y] = [toX, toY];
  };
  for (const [, command, numbers = ''] of path.matchAll(/([MLHVZmlhvz])([^MLHVZmlhvz]*)/g)) {
    const values = (numbers.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
    const [a = 0, b = 0] = values;
    if (command === 'M') [x, y, startX, startY] = [a, b, a, b];
    else if (command === 'm') [x, y, startX, startY] = [x + a, y + b, x + a, y + b];
    else if (command === 'L')
      for (let i = 0; i < values.length; i += 2) edge(values[i] ?? 0, values[i + 1] ?? 0);
    else if (command === 'l')
      for (let i = 0; i < values.length; i += 2) edge(x + (values[i] ?? 0), y + (values[i + 1] ?? 0));
    else if (command === 'H') edge(a, y);
    else if (command === 'h') edge(x + a, y);
    else if (command === 'V') edge(x, a);
    else if (command === 'v') edge(x, y + a);
    else edge(startX, startY);
  }
  return inside;
}

test('the switch decides the language, then the relying party, then the browser', () => {
  const asking = (query: Record<string, string>, accept?: string) => ({
    query: (name: string) => query[name],
    header: () => accept,
  });
  assert.equal(languageOf(asking({ lang: 'en' }, 'ja'), 'ja'), 'en');
  assert.equal(languageOf(asking({}, 'ja'), 'fr en'), 'en');
  assert.equal(languageOf(asking({ ui_locales: 'en' }, 'ja')), 'en');
  assert.equal(languageOf(asking({}, 'en')), 'en');
  assert.equal(languageOf(asking({})), 'ja');
});

test('the script of the page asks only its own origin', () => {
  const folder = new URL('./browser/', import.meta.url);
  for (const name of readdirSync(folder)) {
    const text = readFileSync(new URL(name, folder), 'utf8');
    assert.doesNotMatch(text, /https?:|innerHTML|eval\(|document\.write/);
  }
});
