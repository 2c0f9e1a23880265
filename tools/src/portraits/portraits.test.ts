/** That the files on the cards are the drawings beside them: decoded by OpenJPEG's own program, drawn by Chromium. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CHROMIUM, type PeerProgram, requirePeer } from '@kazasu/server/peer';
import { PERSON_IDS, portraitOf } from '@kazasu/town/people';
import { type Browser, chromium, type Page } from 'playwright-core';
import { DRAWINGS } from './index.ts';
import { encodeJp2, type GreyImage } from './jp2.ts';
import { drawSvg } from './pixels.ts';

const OPENJPEG: PeerProgram = {
  name: 'opj_decompress',
  commands: ['opj_decompress'],
  remedy: 'apt-get install libopenjp2-tools',
};
const browserPeer = requirePeer(CHROMIUM);
const decoder = requirePeer(OPENJPEG);
const options = { skip: browserPeer.missing || decoder.missing };

const folder = mkdtempSync(join(tmpdir(), 'kazasu-portraits-'));
let browser: Browser;
let page: Page;
before(async () => {
  if (options.skip) return;
  browser = await chromium.launch({ executablePath: browserPeer.path, args: ['--no-sandbox'] });
  page = await browser.newPage();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

function decode(jp2: string): GreyImage {
  const out = join(folder, 'portrait.pgm');
  execFileSync(decoder.path, ['-i', jp2, '-o', out], { stdio: 'ignore' });
  const file = readFileSync(out);
  const [, width, height] = /^P5\s+(?:#.*\s+)?(\d+)\s+(\d+)\s+255\s/.exec(file.toString('latin1')) ?? [];
  const pixels = new Uint8Array(file.subarray(file.length - Number(width) * Number(height)));
  return { width: Number(width), height: Number(height), pixels };
}

/** The mean of squared differences, in grey levels. */
function difference(one: GreyImage, other: GreyImage): number {
  assert.deepEqual([one.width, one.height], [other.width, other.height]);
  return (
    one.pixels.reduce((sum, grey, at) => sum + (grey - (other.pixels[at] ?? 0)) ** 2, 0) / one.pixels.length
  );
}

test(
  'every JP2 shows its drawing: 240 × 320, a few grey levels apart, and no other drawing',
  options,
  async () => {
    const drawn = await Promise.all(
      DRAWINGS.map(async (url) => ({ url, image: await drawSvg(page, readFileSync(url, 'utf8')) })),
    );
    for (const { url, image } of drawn) {
      const decoded = decode(fileURLToPath(url).replace(/svg$/, 'jp2'));
      assert.deepEqual([decoded.width, decoded.height], [240, 320]);
      const apart = drawn.map((other) => difference(decoded, other.image));
      assert.ok(
        difference(decoded, image) < 12,
        `${url.pathname}: ${difference(decoded, image)}; run npm run portraits`,
      );
      assert.equal(apart.filter((each) => each < 100).length, 1, `${url.pathname}: ${apart.map(Math.round)}`);
    }
  },
);

test('a JP2 of ours is read by the other decoder as what was put in', options, async () => {
  const { pixels, width, height } = await drawSvg(page, readFileSync(DRAWINGS[0] as URL, 'utf8'));
  const turned = { width, height, pixels: pixels.toReversed() };
  const file = join(folder, 'turned.jp2');
  writeFileSync(file, await encodeJp2(turned));
  assert.ok(difference(decode(file), turned) < 12);
});

test('every person has a drawing and a portrait of a few kilobytes, and none is left over', () => {
  const files = readdirSync(new URL('.', DRAWINGS[0])).filter((name) => !name.endsWith('.ts'));
  assert.deepEqual(files.sort(), PERSON_IDS.flatMap((id) => [`${id}.jp2`, `${id}.svg`]).sort());
  for (const id of PERSON_IDS) {
    assert.ok(portraitOf(id).length < 4096, id);
  }
});

test('drawings hold shapes in shades of grey, and nothing that could load or run', () => {
  for (const url of DRAWINGS) {
    const svg = readFileSync(url, 'utf8');
    const elements = new Set([...svg.matchAll(/<([a-z]+)/gi)].map(([, name]) => name));
    for (const name of elements) {
      assert.ok(['svg', 'title', 'g', 'rect', 'circle', 'ellipse', 'path'].includes(name ?? ''), name);
    }
    for (const [, colour = ''] of svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)) {
      assert.match(colour, /^(?:none|#([0-9a-f])\1\1|#([0-9a-f]{2})\2\2)$/);
    }
    assert.doesNotMatch(svg, /href|url\(|style=|on[a-z]+=/);
  }
});
