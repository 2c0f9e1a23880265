/**
 * The pictures on cards as files: makes of each SVG drawing the grey JPEG 2000 that goes onto a card, for the cards of
 * other kinds smaller ones and the front of a residence card, and holds one to the other. Owns the boxes of JP2, the
 * sizes, and which drawings there are; the drawings belong to the town and to the authority.
 */
import { readFileSync } from 'node:fs';
import { PERSON_IDS } from '@kazasu/town/people';
import type { Page } from 'playwright-core';
import { composeFront, encodeTiff } from './front.ts';
import { encodeJp2 } from './jp2.ts';
import { drawSvg, warmed } from './pixels.ts';

const PEOPLE = new URL('../../../town/src/people/', import.meta.url);
const portrait = (id: string) => new URL(`portrait/${id}.svg`, PEOPLE);

/** Every drawing of which a JP2 is checked in beside it. */
export const DRAWINGS: readonly URL[] = [
  ...PERSON_IDS.map(portrait),
  new URL('../../../services/authority/src/drawing/silhouette.svg', import.meta.url),
];

/** What else is made of drawings: the pictures on the cards of other kinds. */
export const OTHER_CARDS = {
  licence: { drawing: portrait('hanako'), file: new URL('other-card/hanako-licence.jp2', PEOPLE) },
  residence: { drawing: portrait('alexandra'), file: new URL('other-card/alexandra-residence.jp2', PEOPLE) },
  front: {
    drawing: new URL('other-card/alexandra-front.svg', PEOPLE),
    file: new URL('other-card/alexandra-front.tiff', PEOPLE),
  },
};

/**
 * How many times smaller than its pixels a file becomes: 76,800 octets of grey about 3,500 on a My Number Card; a
 * licence has room for 2,000, a residence card for 3,000 of an image in colour.
 */
export const RATIOS = { portrait: 22, licence: 42, residence: 80 };

/** The front of the residence card as SVG, with everything that is to be seen on it. */
export function frontDrawing(): string {
  const { front, residence } = OTHER_CARDS;
  return composeFront(readFileSync(front.drawing, 'utf8'), readFileSync(residence.drawing, 'utf8'));
}

/** Every file and what belongs into it. `page`: of a browser, which draws. `pamtotiff`: where that program is. */
export async function* makePictures(
  page: Page,
  pamtotiff: string,
): AsyncGenerator<readonly [URL, Uint8Array]> {
  const draw = (drawing: URL) => drawSvg(page, readFileSync(drawing, 'utf8'));
  for (const drawing of DRAWINGS) {
    const file = new URL(drawing.href.replace(/svg$/, 'jp2'));
    yield [file, await encodeJp2(await draw(drawing), RATIOS.portrait)];
  }
  const { licence, residence, front } = OTHER_CARDS;
  yield [licence.file, await encodeJp2(await draw(licence.drawing), RATIOS.licence)];
  yield [residence.file, await encodeJp2(warmed(await draw(residence.drawing)), RATIOS.residence)];
  yield [front.file, encodeTiff(await drawSvg(page, frontDrawing()), pamtotiff)];
}
