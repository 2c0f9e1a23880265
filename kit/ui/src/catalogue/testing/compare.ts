import { decode } from 'fast-png';
import pixelmatch from 'pixelmatch';

export interface Image {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha. */
  readonly data: Uint8Array;
}

export interface Comparison {
  /** Pixels that are of another colour and not merely smoothed in another way. */
  readonly different: number;
  /** The first image, pale, with those pixels in red. */
  readonly drawn: Image;
}

/** How far a colour may be from another, of 1: what two versions of a browser smooth differently is below it. */
const THRESHOLD = 0.1;

/** As many pixels may differ: less than one side of the smallest badge has. */
export const differenceLimit = 20;

/** @throws RangeError when the two are not of one size */
export function compareImages(one: Image, other: Image): Comparison {
  const { width, height } = one;
  if (width !== other.width || height !== other.height) throw new RangeError('images of two sizes');
  const data = new Uint8Array(width * height * 4);
  const different = pixelmatch(one.data, other.data, data, width, height, { threshold: THRESHOLD });
  return { different, drawn: { width, height, data } };
}

/** Any PNG of eight bits as red, green, blue and alpha. */
export function decodeImage(png: Uint8Array): Image {
  const { width, height, data, channels, depth } = decode(png);
  if (depth !== 8 || channels < 3) throw new RangeError(`a picture of ${channels} channels of ${depth} bits`);
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at++) {
    for (let channel = 0; channel < channels; channel++) {
      pixels[at * 4 + channel] = data[at * channels + channel] ?? 0;
    }
  }
  return { width, height, data: pixels };
}
