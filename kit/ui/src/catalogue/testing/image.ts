import { decode } from 'fast-png';
import type { Box } from './compare.ts';

export interface Image {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha. */
  readonly data: Uint8Array;
}

/** @throws RangeError for a PNG that a browser would not write */
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

interface Edges {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Whole pixels, and none outside the image. */
function edgesOf({ x, y, width, height }: Box, image: Image): Edges {
  const inside = (value: number, end: number) => Math.min(end, Math.max(0, value));
  return {
    left: inside(Math.floor(x), image.width),
    top: inside(Math.floor(y), image.height),
    right: inside(Math.ceil(x + width), image.width),
    bottom: inside(Math.ceil(y + height), image.height),
  };
}

/** The image with the boxes, and a pixel around each, painted over. */
export function whitened(image: Image, boxes: readonly Box[]): Image {
  const data = image.data.slice();
  for (const { x, y, width, height } of boxes) {
    const around = { x: x - 1, y: y - 1, width: width + 2, height: height + 2 };
    const { left, top, right, bottom } = edgesOf(around, image);
    for (let row = top; row < bottom; row++) {
      data.fill(255, (row * image.width + left) * 4, (row * image.width + right) * 4);
    }
  }
  return { ...image, data };
}

/** The part of the image inside a box; empty where the box lies outside. */
export function cut(image: Image, box: Box): Image {
  const { left, top, right, bottom } = edgesOf(box, image);
  const width = Math.max(0, right - left);
  const height = Math.max(0, bottom - top);
  const data = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * image.width + left) * 4;
    data.set(image.data.subarray(from, from + width * 4), row * width * 4);
  }
  return { width, height, data };
}

/** Every pixel the mean of the square of `2 × radius + 1` around it; beyond an edge the edge goes on. */
export function blurred({ width, height, data }: Image, radius: number): Image {
  const across = averaged(data, { lines: height, length: width, step: 4, next: width * 4 }, radius);
  const both = averaged(across, { lines: width, length: height, step: width * 4, next: 4 }, radius);
  return { width, height, data: both };
}

/** How the pixels of one direction follow each other in memory. */
interface Direction {
  readonly lines: number;
  readonly length: number;
  readonly step: number;
  readonly next: number;
}

function averaged(data: Uint8Array, { lines, length, step, next }: Direction, radius: number): Uint8Array {
  const means = new Uint8Array(data.length);
  const count = 2 * radius + 1;
  for (let line = 0; line < lines; line++) {
    for (let channel = 0; channel < 4; channel++) {
      const start = line * next + channel;
      const at = (place: number) => data[start + Math.min(length - 1, Math.max(0, place)) * step] ?? 0;
      let sum = 0;
      for (let place = -radius; place <= radius; place++) sum += at(place);
      for (let place = 0; place < length; place++) {
        means[start + place * step] = Math.round(sum / count);
        sum += at(place + radius + 1) - at(place - radius);
      }
    }
  }
  return means;
}
