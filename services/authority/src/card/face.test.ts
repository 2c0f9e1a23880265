/** That every face that can be made can be read: READ BINARY has offsets of 15 bits. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { concat, equal, fromBase64, toBase64, toUtf8 } from '@kazasu/bytes';
import { encodeFace, openCard, parseFace } from '@kazasu/card';
import { cardTransport, createVirtualCard, memoryInRam, openCardKeys } from '@kazasu/card/virtual';
import { randomOctets } from '@kazasu/server/random';
import { chipKeysOf, contentsOf, PORTRAIT_OCTETS_MAX, secretsOf } from '../api.ts';
import { encodePng, whiteBitmap } from '../drawing/bitmap.ts';
import { drawDigits } from '../drawing/digits.ts';
import { openTypeface } from '../drawing/index.ts';
import { ADDRESS, NAME } from '../drawing/pictures.ts';
import { OPTIONS, somebody, testAuthority } from '../testing/authority.ts';

const OFFSET_MAX = 0x7fff;
const silhouette = new Uint8Array(readFileSync(new URL('../drawing/silhouette.jp2', import.meta.url)));

/** The silhouette with so much more in its tile that the file has this length. */
function portraitOf(length: number): Uint8Array {
  const more = length - silhouette.length;
  const file = concat(silhouette.subarray(0, -2), new Uint8Array(more), silhouette.subarray(-2));
  const view = new DataView(file.buffer);
  const box = Buffer.from(silhouette).indexOf('jp2c') - 4;
  const tilePart = Buffer.from(silhouette).indexOf('ff90000a', 0, 'hex') + 6;
  for (const at of [box, tilePart]) view.setUint32(at, view.getUint32(at) + more);
  return file;
}

const authority = await testAuthority({ typeface: openTypeface() });

test('a card with the largest portrait and the longest texts has a face that the reader reads', async () => {
  const portrait = portraitOf(PORTRAIT_OCTETS_MAX);
  const kanji = [...'漢字検証試験鬱蒼髪繊維議題警護籠鑑識響'].join('');
  const resident = somebody({ name: kanji.repeat(6).slice(0, 100), address: kanji.repeat(12).slice(0, 200) });
  const image = await authority.personalise({
    resident,
    options: { ...OPTIONS, portrait: toBase64(portrait) },
  });
  const card = createVirtualCard({
    contents: contentsOf(image),
    memory: memoryInRam(secretsOf(image)),
    keys: openCardKeys(chipKeysOf(image)),
    random: randomOctets,
  });
  const numberB = toUtf8(image.numbers.numberB);
  const { face } = await openCard(cardTransport(card)).readFace({ numberB });
  assert.ok(equal(face, fromBase64(image.surface.face)));
  assert.ok(equal(parseFace(face).portrait, portrait));
});

test('a portrait that is one octet larger is refused', async () => {
  const options = { ...OPTIONS, portrait: toBase64(portraitOf(PORTRAIT_OCTETS_MAX + 1)) };
  const request = { resident: somebody(), options };
  await assert.rejects(authority.personalise(request), { code: 'portrait_invalid' });
});

test('even pictures of noise leave the end of the face within reach', async () => {
  const image = await authority.personalise({ resident: somebody(), options: OPTIONS });
  const noise = ({ width, height }: { width: number; height: number }) => {
    const { rows } = whiteBitmap(width, height);
    return encodePng({ width, height, rows: randomOctets(rows.length) });
  };
  const made = parseFace(fromBase64(image.surface.face));
  const content = {
    ...made,
    nameImage: noise(NAME),
    addressImage: noise(ADDRESS),
    securityCodeImage: noise(drawDigits('0000')),
    portrait: portraitOf(PORTRAIT_OCTETS_MAX),
  };
  const { length } = encodeFace(content, made.signature);
  assert.ok(length <= OFFSET_MAX, `${length}`);
});
