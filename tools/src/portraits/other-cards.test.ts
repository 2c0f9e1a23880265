/** That the pictures on the cards of other kinds are made of the drawings: read by OpenJPEG's own program and by libtiff. */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { composeFront, toBitmap } from './front.ts';
import { DRAWINGS, frontDrawing, OTHER_CARDS } from './index.ts';
import type { Image } from './jp2.ts';
import { drawSvg, warmed } from './pixels.ts';
import { type Desk, decodeJp2, decodeTiff, difference, openDesk, options } from './testing/index.ts';

let desk: Desk;
before(async () => {
  const opened = await openDesk();
  if (opened !== undefined) desk = opened;
});
after(() => desk?.close());

const { licence, residence, front } = OTHER_CARDS;
const draw = (drawing: URL) => drawSvg(desk.page, readFileSync(drawing, 'utf8'));

/** The distances to every drawing but the silhouette and the one it was made of. */
async function others(image: Image, made: URL, form: (grey: Awaited<ReturnType<typeof draw>>) => Image) {
  const rest = DRAWINGS.filter(({ href }) => href !== made.href);
  return Promise.all(rest.map(async (drawing) => difference(image, form(await draw(drawing)))));
}

test('the licence shows its owner’s portrait in grey, in 2000 bytes', options, async () => {
  const decoded = decodeJp2(desk, fileURLToPath(licence.file));
  const apart = difference(decoded, await draw(licence.drawing));
  assert.ok(apart < 30, `${apart}; run npm run portraits`);
  assert.ok(Math.min(...(await others(decoded, licence.drawing, (grey) => grey))) > 100);
  assert.ok(statSync(licence.file).size <= 2000);
});

test('the residence card shows its owner’s portrait in colour, in 3000 bytes', options, async () => {
  const decoded = decodeJp2(desk, fileURLToPath(residence.file), 'ppm');
  const apart = difference(decoded, warmed(await draw(residence.drawing)));
  assert.ok(apart < 30, `${apart}; run npm run portraits`);
  assert.ok(Math.min(...(await others(decoded, residence.drawing, warmed))) > 100);
  assert.ok(statSync(residence.file).size <= 3000);
});

test(
  'the front as libtiff reads it is the drawing, with the portrait in its place, in 7000 bytes',
  options,
  async () => {
    const bitmap = decodeTiff(fileURLToPath(front.file));
    const drawn = toBitmap(await drawSvg(desk.page, frontDrawing()));
    assert.equal(bitmap.length, drawn.length);
    // Browsers differ by a few pixels at the rims of letters.
    const apart = bitmap.filter((octet, at) => octet !== drawn[at]).length;
    assert.ok(apart < drawn.length / 100, `${apart} octets; run npm run portraits`);
    assert.ok(statSync(front.file).size <= 7000);
  },
);

test('a front is composed of its own title and a place for the portrait, or not at all', () => {
  const portrait = '<svg>\n<title>x</title>\n<rect/>\n</svg>';
  const place = '<g id="portrait" transform="scale(2)"/>';
  assert.match(
    composeFront(`<svg><title>t</title>${place}</svg>`, portrait),
    /scale\(2\)">\s*<rect\/>\s*<\/g>/,
  );
  for (const without of [`<svg>${place}</svg>`, '<svg><title>t</title></svg>']) {
    assert.throws(() => composeFront(without, portrait), /without/);
  }
});

test('a bitmap is black where it is darker than skin, row by row, with rows padded to octets', () => {
  const pixels = Uint8Array.of(0, 255, 0, 255, 0, 255, 0, 255, 0xaf, 0xb0, ...Array(9).fill(255), 0);
  assert.deepEqual(
    toBitmap({ width: 10, height: 2, components: 1, pixels }).slice(-4),
    Uint8Array.of(0b10101010, 0b10000000, 0, 0b01000000),
  );
});
