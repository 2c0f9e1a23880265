import pixelmatch from 'pixelmatch';
import { blurred, cut, type Image, whitened } from './image.ts';

/** CSS pixels from the picture's upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Comparison {
  /** Pixels of another colour where there are no letters. */
  readonly shapes: number;
  /** The largest share of a line of text that has more or less ink in its neighbourhood: 0 to 1. */
  readonly letters: number;
  /** The first image, pale, with the different pixels in red. */
  readonly drawn: Image;
}

/**
 * What may differ. Between Chromium 138 and 156 not one pixel of a shape differed, and up to 0.08 of a line of text, for
 * letters are smoothed in another way; a label that moved by one pixel made 0.32, a lost underline 0.20, the smallest lost
 * icon 169 pixels (docs/adr/0038-components.md).
 */
export const LIMITS = { shapes: 40, letters: 0.15 } as const;

/** Of the largest difference in brightness and hue that there is, squared by pixelmatch. */
const SHAPE_THRESHOLD = 0.05;
const LETTER_THRESHOLD = 0.07;
/** Pixels around each whose mean is compared: about a stroke and its edges. */
const LETTER_RADIUS = 2;

/**
 * Compares shapes strictly and letters by how much ink there is, because that is what versions of a browser agree on.
 * @param texts where there are letters
 * @throws RangeError when the two are not of one size
 */
export function compareImages(one: Image, other: Image, texts: readonly Box[]): Comparison {
  const { width, height } = one;
  if (width !== other.width || height !== other.height) throw new RangeError('images of two sizes');
  const shapes = { threshold: SHAPE_THRESHOLD, includeAA: true };
  const data = new Uint8Array(width * height * 4);
  pixelmatch(one.data, other.data, data, width, height, shapes);
  const [bare, otherBare] = [whitened(one, texts), whitened(other, texts)];
  return {
    shapes: pixelmatch(bare.data, otherBare.data, undefined, width, height, shapes),
    letters: Math.max(0, ...texts.map((box) => shareOfDifferent(one, other, box))),
    drawn: { width, height, data },
  };
}

function shareOfDifferent(one: Image, other: Image, box: Box): number {
  const [a, b] = [cut(one, box), cut(other, box)];
  if (a.width === 0 || a.height === 0) return 0;
  const options = { threshold: LETTER_THRESHOLD, includeAA: true };
  const [x, y] = [blurred(a, LETTER_RADIUS), blurred(b, LETTER_RADIUS)];
  return pixelmatch(x.data, y.data, undefined, a.width, a.height, options) / (a.width * a.height);
}
