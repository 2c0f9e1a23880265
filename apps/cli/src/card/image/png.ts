import { decode } from 'fast-png';
import { ImageError } from './image-error.ts';

/** Far more than the pictures of a card; one of these sizes still costs little memory. */
const SIDE_MAX = 2_048;

/** `IHDR` follows the signature, its length and its name: width and height, four bytes each (PNG section 11.2.2). */
const WIDTH_OFFSET = 16;
const HEADER_LENGTH = 24;

/** Hands a PNG of the card on, byte for byte, once it has been seen to be one. Throws an ImageError. */
export function checkPng(png: Uint8Array): Uint8Array {
  if (png.length < HEADER_LENGTH) {
    throw new ImageError('a picture that is no PNG');
  }
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  if (view.getUint32(WIDTH_OFFSET) > SIDE_MAX || view.getUint32(WIDTH_OFFSET + 4) > SIDE_MAX) {
    throw new ImageError('a picture larger than any card has');
  }
  try {
    decode(png, { checkCrc: true });
  } catch {
    throw new ImageError('a picture that is no PNG');
  }
  return png;
}
