import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fingerprintFolders } from './fingerprint.ts';
import { buildPages, type PageSource } from './index.ts';
import { putInPlace, readStamp, STAMP_FILE } from './place.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), text);
}

test('an app is built once, and again only when a source has changed', async () => {
  await write(
    'app/index.html',
    '<!doctype html><title>x</title><script type="module" src="./a.ts"></script>',
  );
  await write('app/a.ts', 'const word: string = "first"; document.title = word;');
  const app: PageSource = {
    name: 'app',
    root: join(folder, 'app'),
    outFolder: join(folder, 'dist/app'),
    sources: [join(folder, 'app')],
  };
  const told: string[] = [];
  const build = () => buildPages({ apps: [app], onProgress: (line) => told.push(line) });
  await build();
  const first = told.filter((line) => line === 'building app').length;
  await build();
  await write('app/a.test.ts', 'tests do not count');
  await build();
  assert.equal(first, 1);
  assert.equal(told.filter((line) => line === 'building app').length, 1);
  await write('app/a.ts', 'document.title = "second";');
  await build();
  assert.equal(told.filter((line) => line === 'building app').length, 2);
  const scripts = await readdir(join(folder, 'dist/app/assets'));
  assert.equal(scripts.length, 1, 'nothing of the earlier build is left');
  assert.match(await readFile(join(folder, 'dist/app/assets', scripts[0] ?? ''), 'utf8'), /second/);
  assert.deepEqual(await readdir(join(folder, 'dist')), ['app'], 'nothing is left beside it');
});

test('a build that fails leaves the earlier one as it was', async () => {
  await write('broken/index.html', '<!doctype html><script type="module" src="./missing.ts"></script>');
  await write('dist/broken/index.html', 'earlier');
  const app: PageSource = {
    name: 'broken',
    root: join(folder, 'broken'),
    outFolder: join(folder, 'dist/broken'),
    sources: [join(folder, 'broken')],
  };
  await assert.rejects(buildPages({ apps: [app] }));
  assert.equal(await readFile(join(folder, 'dist/broken/index.html'), 'utf8'), 'earlier');
});

test('many builders at once leave one whole build', async () => {
  const place = join(folder, 'race/place');
  await Promise.all(
    Array.from({ length: 16 }, async (_, index) => {
      const built = join(folder, `race/building-${index}`);
      await write(`race/building-${index}/a`, String(index));
      await write(`race/building-${index}/b`, String(index));
      await write(`race/building-${index}/${STAMP_FILE}`, `stamp ${index % 2}`);
      await putInPlace(built, place, `stamp ${index % 2}`);
    }),
  );
  assert.equal(await readFile(join(place, 'a'), 'utf8'), await readFile(join(place, 'b'), 'utf8'));
  assert.match((await readStamp(place)) ?? '', /^stamp [01]$/);
});

test('a fingerprint depends on names and contents, not on where the folder is', async () => {
  await write('one/a/b.ts', 'x');
  await write('two/a/b.ts', 'x');
  await write('three/a/c.ts', 'x');
  await write('four/a/b.ts', 'y');
  const [one, two, three, four] = await Promise.all(
    ['one', 'two', 'three', 'four'].map((name) => fingerprintFolders([join(folder, name)])),
  );
  assert.equal(one, two);
  assert.notEqual(one, three);
  assert.notEqual(one, four);
});

test('a page of one file holds all of itself, under a policy of exactly what it holds', async () => {
  await write(
    'single/index.html',
    '<!doctype html><html><head><meta charset="utf-8"><title>x</title><link rel="stylesheet" href="./a.css"><script type="module" src="./a.ts"></script></head><body><p>y</p></body></html>',
  );
  await write('single/a.css', 'p { color: red }');
  await write(
    'single/a.ts',
    'import { word } from "./server.ts"; import "./unused.ts"; document.title = word + "</script><!--";',
  );
  await write('single/server.ts', 'export const word: string = "of the server";');
  await write('single/browser.ts', 'export const word: string = "of the browser";');
  await write('single/unused.ts', 'console.log("nobody takes anything from here");');
  const at = (path: string) => pathToFileURL(join(folder, path)).href;
  const app: PageSource = {
    name: 'single',
    root: join(folder, 'single'),
    outFolder: join(folder, 'dist/single'),
    sources: [join(folder, 'single')],
    single: {
      replace: { [at('single/server.ts')]: at('single/browser.ts') },
      pure: [at('single/unused.ts')],
    },
  };
  await buildPages({ apps: [app] });
  assert.deepEqual((await readdir(app.outFolder)).sort(), [STAMP_FILE, 'index.html']);
  const page = await readFile(join(app.outFolder, 'index.html'), 'utf8');
  assert.match(page, /of the browser/);
  assert.doesNotMatch(page, /of the server|nobody takes anything|<link rel="stylesheet"|<script[^>]* src=/);
  const [, script = ''] = /<script type="module">([\s\S]*?)<\/script>/.exec(page) ?? [];
  const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
  assert.match(style, /\.kz-button/, 'the shared style stands in it');
  assert.doesNotMatch(script, /<!--/);
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  assert.ok(page.includes(`script-src ${hash(script)}; style-src ${hash(style)};`));
});
