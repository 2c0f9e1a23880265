import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { concat, equal, fromBase64, toBase64 } from '@kazasu/bytes';
import { parseFace } from '@kazasu/card';
import fc from 'fast-check';
import { AuthorityError } from '../error.ts';
import { ADMIN, OPTIONS, somebody, testAuthority } from '../testing/authority.ts';
import { readPortrait } from './portrait.ts';

const silhouette = new Uint8Array(readFileSync(new URL('./silhouette.jp2', import.meta.url)));

/** Offsets in that file: boxes of 12, 20 and 45 octets, then the codestream's header and content. */
const AT = { brand: 20, height: 48, width: 52, components: 56, depth: 58, colour: 76, codestream: 77 };

function changed(at: number, ...octets: number[]): Uint8Array {
  const copy = Uint8Array.from(silhouette);
  copy.set(octets, at);
  return copy;
}

function refused(file: Uint8Array): void {
  assert.throws(() => readPortrait(toBase64(file)), { code: 'portrait_invalid' });
}

test('the silhouette is a portrait, and its boxes stand where these tests change them', () => {
  assert.ok(equal(readPortrait(toBase64(silhouette)), silhouette));
  const view = new DataView(silhouette.buffer);
  assert.equal(view.getUint32(AT.height), 320);
  assert.equal(view.getUint32(AT.width), 240);
  assert.equal(view.getUint32(AT.codestream + 8), 0xff4fff51);
});

test('colour, other depths and sizes, other boxes and anything behind or between them are refused', () => {
  const cases = {
    empty: new Uint8Array(),
    'a JPEG': Uint8Array.of(0xff, 0xd8, 0xff, 0xe0),
    'a bare codestream': silhouette.subarray(AT.codestream + 8),
    'another brand': changed(AT.brand, 0x6a, 0x70, 0x78, 0x20),
    'three components': changed(AT.components, 0, 3),
    'sixteen bits': changed(AT.depth, 15),
    'another colour space': changed(AT.colour, 16),
    'a header that says another width': changed(AT.width, 0, 0, 0, 241),
    'a header that says another height': changed(AT.height, 0, 0, 1, 65),
    'a codestream that says another width': changed(AT.codestream + 8 + 8, 0, 0, 0, 241),
    'a codestream of three components': changed(AT.codestream + 8 + 40, 0, 3),
    'a codestream of another depth': changed(AT.codestream + 8 + 42, 9),
    'an offset of the picture, and a grid that goes round': changed(
      AT.codestream + 8 + 8,
      ...[0, 0, 0, 0, 0, 0, 0, 64, 0xff, 0xff, 0xff, 0x10, 0xff, 0xff, 0xff, 0],
    ),
    'a codestream of tiles without a size': changed(AT.codestream + 8 + 24, 0, 0, 0, 0, 0, 0, 0, 0),
    'a codestream of a tile for every pixel': changed(AT.codestream + 8 + 24, 0, 0, 0, 1, 0, 0, 0, 1),
    'a size marker of another length': changed(AT.codestream + 8 + 4, 0, 5),
    'precincts of its own': changed(AT.codestream + 8 + 47, 1),
    'a box too long': changed(AT.codestream, 0, 0, 0xff, 0xff),
    'a box too short': changed(AT.codestream, 0, 0, 0, 7),
    'a box of open length': changed(AT.codestream, 0, 0, 0, 0),
    'an octet behind': concat(silhouette, Uint8Array.of(0)),
    'cut short': silhouette.subarray(0, -1),
    'no end of codestream': changed(silhouette.length - 2, 0, 0),
    'a comment box': concat(silhouette, Uint8Array.of(0, 0, 0, 9, 0x78, 0x6d, 0x6c, 0x20, 0x3c)),
  };
  for (const [name, file] of Object.entries(cases)) {
    assert.throws(() => readPortrait(toBase64(file)), { code: 'portrait_invalid' }, name);
  }
});

test('too small, too wide, lying and too high images are refused', () => {
  const sized = (width: number, height: number) => {
    const copy = Uint8Array.from(silhouette);
    const view = new DataView(copy.buffer);
    for (const at of [AT.height, AT.codestream + 8 + 12, AT.codestream + 8 + 28]) view.setUint32(at, height);
    for (const at of [AT.width, AT.codestream + 8 + 8, AT.codestream + 8 + 24]) view.setUint32(at, width);
    return copy;
  };
  assert.ok(readPortrait(toBase64(sized(96, 96))));
  assert.ok(readPortrait(toBase64(sized(480, 640))));
  for (const [width, height] of [
    [95, 120],
    [481, 640],
    [240, 239],
    [480, 641],
    [0, 0],
  ] as const) {
    refused(sized(width, height));
  }
});

test('whatever the octets, the answer is a portrait or the one refusal', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 140 }), fc.nat({ max: 255 })), { maxLength: 3 }),
      fc.nat(),
      (changes, cut) => {
        const copy = Uint8Array.from(silhouette).subarray(
          0,
          cut % 3 === 0 ? cut % silhouette.length : undefined,
        );
        for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
        try {
          readPortrait(toBase64(copy));
        } catch (error) {
          assert.ok(error instanceof AuthorityError && error.code === 'portrait_invalid', String(error));
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('the card carries the portrait that was handed in, or the silhouette; a bad one is refused and nothing stored', async () => {
  const authority = await testAuthority();
  const mine = changed(silhouette.length - 3, 0x55);
  const card = await authority.personalise({
    resident: somebody(),
    options: { ...OPTIONS, portrait: toBase64(mine) },
  });
  assert.ok(equal(parseFace(fromBase64(card.surface.face)).portrait, mine));
  const plain = await authority.personalise({ resident: somebody(), options: OPTIONS });
  assert.ok(equal(parseFace(fromBase64(plain.surface.face)).portrait, silhouette));
  const resident = somebody();
  const options = { ...OPTIONS, portrait: toBase64(changed(AT.colour, 16)) };
  const response = await authority.post(ADMIN, '/admin/cards', { resident, options });
  assert.equal(response.status, 400);
  assert.equal(((await response.json()) as { error: string }).error, 'portrait_invalid');
  const list = await authority.ask(ADMIN, `/admin/residents/${resident.residentId}/certificates`);
  assert.equal(list.status, 404);
});
