/** That the files on the cards are the drawings beside them: decoded by OpenJPEG's own program, drawn by Chromium. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { PERSON_IDS, portraitOf } from '@kazasu/town/people';
import { DRAWINGS, RATIOS } from './index.ts';
import { encodeJp2 } from './jp2.ts';
import { drawSvg } from './pixels.ts';
import { type Desk, decodeJp2, difference, openDesk, options } from './testing/index.ts';

let desk: Desk;
before(async () => {
  const opened = await openDesk();
  if (opened !== undefined) desk = opened;
});
after(() => desk?.close());

test(
  'every JP2 shows its drawing: 240 × 320, a few grey levels apart, and no other drawing',
  options,
  async () => {
    const drawn = await Promise.all(
      DRAWINGS.map(async (url) => ({ url, image: await drawSvg(desk.page, readFileSync(url, 'utf8')) })),
    );
    for (const { url, image } of drawn) {
      const decoded = decodeJp2(desk, fileURLToPath(url).replace(/svg$/, 'jp2'));
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
  const drawn = await drawSvg(desk.page, readFileSync(DRAWINGS[0] as URL, 'utf8'));
  const turned = { ...drawn, pixels: drawn.pixels.toReversed() };
  const file = join(desk.folder, 'turned.jp2');
  writeFileSync(file, await encodeJp2(turned, RATIOS.portrait));
  assert.ok(difference(decodeJp2(desk, file), turned) < 12);
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

test('all people are drawn in one manner: the same skin, no blush, and mouths of one line', () => {
  for (const id of PERSON_IDS) {
    const svg = readFileSync(new URL(`${id}.svg`, DRAWINGS[0]), 'utf8');
    for (const skin of ['#dcdcdc', '#cdcdcd'])
      assert.ok(svg.includes(`<path fill="${skin}"`), `${id} ${skin}`);
    assert.doesNotMatch(svg, /rx="8" ry="5"/, id);
    assert.match(svg, /stroke="#(?:6e6e6e|5b5b5b)" stroke-width="3" stroke-linecap="round" d="M1/, id);
  }
});
