import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../testing/index.ts';
import {
  keepPictures,
  PICTURES_FOLDER,
  type Picture,
  pictureFaults,
  serveCatalogue,
  type TakeOptions,
  takePictures,
} from './index.ts';

const skip = requirePeer(CHROMIUM).missing;
let browser: Browser | undefined;
let server: Awaited<ReturnType<typeof serveCatalogue>> | undefined;
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kazasu-kept-'));
  if (skip) return;
  [browser, server] = await Promise.all([launchBrowser(), serveCatalogue()]);
});
after(async () => {
  await Promise.all([browser?.close(), server?.close(), rm(folder, { recursive: true, force: true })]);
});

/** A part of the catalogue, with rules that spoil it. */
async function take(options: TakeOptions = {}): Promise<Picture[]> {
  assert.ok(browser !== undefined && server !== undefined);
  return takePictures(browser, server.url, options);
}

const PHONE = ['phone'] as const;

/** The folder that a line of faults names is removed; what is in it. */
async function leftBy(fault = ''): Promise<ReadonlyMap<string, Buffer>> {
  const place = /see (\S+);/.exec(fault)?.[1] ?? '';
  const files = await readdir(place);
  const contents = await Promise.all(files.map((file) => readFile(join(place, file))));
  await rm(place, { recursive: true });
  return new Map(files.map((file, at) => [file, contents[at] as Buffer]));
}

test('every section looks as in its pictures (npm run ui -- --update renews them)', { skip }, async () => {
  assert.deepEqual(await pictureFaults(await take()), []);
});

test('the pictures together stay small', async () => {
  const sizes = (await readdir(PICTURES_FOLDER)).map(
    async (file) => (await stat(join(PICTURES_FOLDER, file))).size,
  );
  const sum = (await Promise.all(sizes)).reduce((one, other) => one + other, 0);
  assert.ok(sum < 1_500_000, `${sum} bytes`);
});

/** What is spoiled in which section, so that each is found by itself. */
const SPOILS = {
  'a badge in another colour': ['badge', '.kz-badge-green { color: #1a1a1a }'],
  'a button one shade darker': ['button', '.kz-button { background: #00118f }'],
  'a card without its border': ['card', '.kz-card { border-color: transparent }'],
  'a label one pixel lower': ['input', '.kz-label { position: relative; top: 1px }'],
  'a link without its line': ['link', '.kz-link { text-decoration: none }'],
  'a notice without its icon': ['notice', '.kz-notice-info > .kz-icon { visibility: hidden }'],
  'a field with a paler border': ['select', '.kz-input { border-color: #b3b3b3 }'],
  'a switch whose knob moved': ['switch', 'input::before { margin-inline-start: 6px }'],
  'a tab no longer bold': ['tabs', '[aria-selected="true"] { font-weight: 400 }'],
} as const;

test('a changed colour, a lost border and a label that moved are seen', { skip }, async () => {
  const spoils = Object.entries(SPOILS);
  const sections = spoils.map(([, [section]]) => section);
  const spoiled = spoils.map(([, [section, rule]]) => `[data-section="${section}"] ${rule}`).join('\n');
  await keepPictures(await take({ sections, sizes: PHONE }), folder);
  const faults = await pictureFaults(await take({ sections, sizes: PHONE, spoiled }), folder);
  for (const [what, [section]] of spoils) {
    const fault = faults.find((line) => line.startsWith(`${section}-phone.png: `));
    assert.match(fault ?? '', /differs?, see .*; if it should look like this, npm run ui -- --update$/, what);
    await leftBy(fault);
  }
});

test('a failing picture leaves the difference and says where; accepting it makes the test green', {
  skip,
}, async () => {
  const kept = join(folder, 'accepted');
  await cp(join(PICTURES_FOLDER, 'badge-phone.png'), join(kept, 'badge-phone.png'));
  await writeFile(join(kept, 'gone-phone.png'), '');
  const spoiled = '.kz-badge { border-color: transparent }';
  const pictures = await take({ sections: ['badge'], sizes: PHONE, spoiled });
  const faults = await pictureFaults(pictures, kept);
  assert.equal(faults.length, 2);
  assert.match(faults[0] ?? '', /^gone-phone.png: its section is gone/);
  const left = await leftBy(faults[1]);
  assert.deepEqual([...left.keys()].sort(), ['badge-phone.png', 'difference-badge-phone.png']);
  assert.deepEqual([...(left.get('badge-phone.png') ?? [])], [...(pictures[0]?.png ?? [])]);
  assert.deepEqual(await keepPictures(pictures, kept), ['gone-phone.png', 'badge-phone.png']);
  assert.deepEqual(await pictureFaults(pictures, kept), []);
});
