import { MARKER, type Segment, segmentAt } from './marker.ts';
import { demand } from './refuse.ts';

/** A picture that a decoder may be given. */
export interface Codestream {
  readonly width: number;
  readonly height: number;
  /** Grey, or red, green and blue; eight bits each. */
  readonly components: 1 | 3;
  /** From its first marker to its last. */
  readonly bytes: Uint8Array;
}

/** Pixels. The portraits of cards are some hundred high. */
export const PORTRAIT_SIDE_MAX = 640;
/** 640 pixels are halved ten times at most. */
const LEVELS_MAX = 10;
const LAYERS_MAX = 64;
/** Code-blocks have sides of 16 pixels or more: there would be very many small ones. */
const BLOCK_EXPONENT_MIN = 2;
/** The six ways of Part 1; a seventh bit asks for the other coder of Part 15. */
const BLOCK_STYLES = 0x3f;

/**
 * Reads the headers of a codestream: one tile without an offset, one or three components of eight bits, a bounded
 * number of everything that a decoder makes room for, and nothing in the tile's header that would change it. Throws
 * CardError `card/file`.
 */
export function readCodestream(bytes: Uint8Array): Codestream {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  demand(bytes.length > 4 && view.getUint16(0) === MARKER.start, 'start of the codestream');
  const size = segmentAt(view, 2);
  demand(size.marker === MARKER.size, 'size of the picture');
  const picture = readSize(size);
  const tileParts = readMainHeader(view, size.end);
  requireTileParts(view, tileParts);
  return { ...picture, bytes };
}

/** SIZ (A.5.1). */
function readSize({ content }: Segment): Omit<Codestream, 'bytes'> {
  demand(content.byteLength >= 36, 'size of the picture');
  const components = content.getUint16(34);
  demand(components === 1 || components === 3, 'number of components');
  demand(content.byteLength === 36 + 3 * components, 'size of the picture');
  const [width, height] = [content.getUint32(2), content.getUint32(6)];
  demand(isSide(width) && isSide(height), 'larger than any card has');
  for (const offset of [10, 14, 26, 30]) demand(content.getUint32(offset) === 0, 'an offset');
  demand(content.getUint32(18) === width && content.getUint32(22) === height, 'more than one tile');
  for (let at = 36; at < content.byteLength; at += 3) {
    // Eight bits without a sign, and as many samples as pixels.
    demand(
      content.getUint8(at) === 7 && content.getUint8(at + 1) === 1 && content.getUint8(at + 2) === 1,
      'form of a component',
    );
  }
  return { width, height, components };
}

function isSide(pixels: number): boolean {
  return pixels > 0 && pixels <= PORTRAIT_SIDE_MAX;
}

/** What stands between the size and the first part of the tile; returns where that begins. */
function readMainHeader(view: DataView, from: number): number {
  const seen = new Set<number>();
  let at = from;
  while (view.byteLength >= at + 2 && view.getUint16(at) !== MARKER.tilePart) {
    const { marker, content, end } = segmentAt(view, at);
    demand(marker === MARKER.comment || !seen.has(marker), 'a marker that stands there twice');
    if (marker === MARKER.coding) requireModestCoding(content);
    else demand(HARMLESS.has(marker), 'a marker that no portrait needs');
    seen.add(marker);
    at = end;
  }
  demand(seen.has(MARKER.coding) && seen.has(MARKER.quantization), 'a marker is missing');
  return at;
}

/** Quantization and comments ask for no room. */
const HARMLESS: ReadonlySet<number> = new Set([MARKER.quantization, MARKER.comment, MARKER.tilePartLengths]);

/** COD (A.6.1). The lowest bit of the style announces a list of precincts, of which there could be one a pixel. */
function requireModestCoding(content: DataView): void {
  demand(content.byteLength === 10 && (content.getUint8(0) & 1) === 0, 'precincts of its own');
  const layers = content.getUint16(2);
  demand(layers > 0 && layers <= LAYERS_MAX, 'number of layers');
  demand(content.getUint8(5) <= LEVELS_MAX, 'number of decomposition levels');
  for (const at of [6, 7]) demand(content.getUint8(at) >= BLOCK_EXPONENT_MIN, 'small code-blocks');
  demand((content.getUint8(8) & ~BLOCK_STYLES) === 0, 'style of the code-blocks');
}

/** SOT (A.4.2): content is tile, length of the part from the marker on, and which part of how many it is. */
const TILE_PART = { contentLength: 8, headerLength: 12 };
const TILE_PARTS_MAX = 64;

/** The parts of the one tile, each as long as it says, and the end of the codestream behind them. */
function requireTileParts(view: DataView, from: number): void {
  const last = view.byteLength - 2;
  let at = from;
  for (let part = 0; at !== last; part += 1) {
    demand(part < TILE_PARTS_MAX, 'too many parts of the tile');
    const { marker, content, end } = segmentAt(view, at);
    demand(marker === MARKER.tilePart && content.byteLength === TILE_PART.contentLength, 'part of the tile');
    const announced = content.getUint32(2);
    const length = announced === 0 ? last - at : announced;
    demand(content.getUint16(0) === 0 && length > TILE_PART.headerLength, 'part of the tile');
    demand(at + length <= last, 'a part of the tile is cut off');
    requirePlainHeader(new DataView(view.buffer, view.byteOffset, at + length), end);
    at += length;
  }
  demand(from < last && view.getUint16(last) === MARKER.end, 'end of the codestream');
}

/** In a part's header could stand another coding, for this tile alone. */
function requirePlainHeader(view: DataView, from: number): void {
  let at = from;
  while (view.byteLength >= at + 2 && view.getUint16(at) !== MARKER.data) {
    const { marker, end } = segmentAt(view, at);
    demand(marker === MARKER.comment || marker === MARKER.packetLengths, 'a marker that no portrait needs');
    at = end;
  }
  demand(view.byteLength >= at + 2, 'a part of the tile is cut off');
}
