import { encode } from 'fast-png';
import type { Edge } from './outline.ts';

/** A picture of black on white, one bit a pixel, rows padded to whole octets; a set bit is white, as in PNG. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly rows: Uint8Array;
}

export function whiteBitmap(width: number, height: number): Bitmap {
  return { width, height, rows: new Uint8Array(Math.ceil(width / 8) * height).fill(0xff) };
}

/** Pixels outside the picture are not an error: nothing is drawn there. */
export function blacken({ width, height, rows }: Bitmap, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const at = y * Math.ceil(width / 8) + (x >> 3);
  rows[at] = (rows[at] ?? 0) & ~(0x80 >> (x & 7));
}

export function isBlack({ width, rows }: Bitmap, x: number, y: number): boolean {
  return ((rows[y * Math.ceil(width / 8) + (x >> 3)] ?? 0xff) & (0x80 >> (x & 7))) === 0;
}

interface Crossing {
  readonly x: number;
  readonly up: number;
}

/** Where and how large a glyph is drawn: its origin in pixels, y downwards, and the em in pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/**
 * Fills an outline: a pixel is black when its centre is inside. Contours may overlap, so what counts is the winding
 * number, not how often an edge is crossed.
 */
export function fill(bitmap: Bitmap, edges: readonly Edge[], place: Place): void {
  const [top, bottom] = rowsOf(bitmap, edges, place);
  for (let row = top; row < bottom; row++) {
    const crossings = crossingsAt(edges, (place.y - (row + 0.5)) / place.size);
    let winding = 0;
    for (const [i, crossing] of crossings.entries()) {
      winding += crossing.up;
      const next = crossings[i + 1];
      if (winding === 0 || next === undefined) continue;
      const last = Math.ceil(place.x + next.x * place.size - 0.5);
      for (let column = Math.ceil(place.x + crossing.x * place.size - 0.5); column < last; column++) {
        blacken(bitmap, column, row);
      }
    }
  }
}

function rowsOf(bitmap: Bitmap, edges: readonly Edge[], { y, size }: Place): [number, number] {
  const levels = edges.map((edge) => edge.y1);
  return [
    Math.max(0, Math.floor(y - Math.max(...levels) * size)),
    Math.min(bitmap.height, Math.ceil(y - Math.min(...levels) * size)),
  ];
}

function crossingsAt(edges: readonly Edge[], level: number): Crossing[] {
  const crossings: Crossing[] = [];
  for (const { x1, y1, x2, y2 } of edges) {
    if (y1 <= level === y2 <= level) continue;
    crossings.push({ x: x1 + ((level - y1) / (y2 - y1)) * (x2 - x1), up: y1 < y2 ? 1 : -1 });
  }
  return crossings.sort((a, b) => a.x - b.x);
}

/** Draws along an outline with a round pen: a pixel is black when its centre is within `radius` pixels of an edge. */
export function trace(bitmap: Bitmap, edges: readonly Edge[], place: Place, radius: number): void {
  for (const edge of edges) {
    const [x1, x2] = [place.x + edge.x1 * place.size, place.x + edge.x2 * place.size];
    const [y1, y2] = [place.y - edge.y1 * place.size, place.y - edge.y2 * place.size];
    const bottom = Math.max(y1, y2) + radius;
    const right = Math.max(x1, x2) + radius;
    for (let row = Math.floor(Math.min(y1, y2) - radius); row < bottom; row++) {
      for (let column = Math.floor(Math.min(x1, x2) - radius); column < right; column++) {
        if (distance(column + 0.5, row + 0.5, { x1, y1, x2, y2 }) <= radius) blacken(bitmap, column, row);
      }
    }
  }
}

/** From a point to the nearest point of an edge. */
function distance(x: number, y: number, { x1, y1, x2, y2 }: Edge): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

/** PNG of one bit grey (ISO/IEC 15948), without interlacing. */
export function encodePng({ width, height, rows }: Bitmap): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    encode({ width, height, data: rows, depth: 1, channels: 1 }, { zlib: { level: 9 } }),
  );
}
