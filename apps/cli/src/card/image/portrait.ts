import { encode } from 'fast-png';
import { ImageError } from './image-error.ts';
import { type Decoded, decodeJpeg2000 } from './jpeg2000.ts';
import { SIDE_MAX } from './png.ts';

export { ImageError } from './image-error.ts';

/** Start of a codestream and its size marker (ISO/IEC 15444-1, A.4.1 and A.5.1). */
const CODESTREAM = Buffer.from('ff4fff51', 'hex');
/** Behind the two markers: length, capabilities, then the width and the height of the reference grid. */
const GRID_OFFSET = 8;

/** The portrait of a card, JPEG 2000 in its file format (JP2), as a PNG. Throws an ImageError. */
export async function portraitToPng(jp2: Uint8Array): Promise<Uint8Array> {
  requireModest(jp2);
  const { width, height, components, pixels } = await decoded(jp2);
  return encode({ width, height, data: pixels, depth: 8, channels: components });
}

/** A few bytes can announce a picture of gigabytes: what is announced is looked at before anything is decoded. */
function requireModest(jp2: Uint8Array): void {
  const bytes = Buffer.from(jp2.buffer, jp2.byteOffset, jp2.length);
  const start = bytes.indexOf(CODESTREAM);
  if (start < 0 || bytes.length < start + GRID_OFFSET + 8) {
    throw new ImageError('a portrait that is no JPEG 2000');
  }
  const [width, height] = [start + GRID_OFFSET, start + GRID_OFFSET + 4].map((at) => bytes.readUInt32BE(at));
  if (!(width !== undefined && width <= SIDE_MAX && height !== undefined && height <= SIDE_MAX)) {
    throw new ImageError('a portrait larger than any card has');
  }
}

async function decoded(jp2: Uint8Array): Promise<Decoded> {
  const picture = await decodeJpeg2000(jp2).catch(() => undefined);
  const wellFormed =
    picture !== undefined &&
    picture.bits === 8 &&
    (picture.components === 1 || picture.components === 3) &&
    picture.pixels.length === picture.width * picture.height * picture.components &&
    picture.pixels.length > 0;
  if (!wellFormed) {
    throw new ImageError('a portrait that cannot be decoded');
  }
  return picture;
}
