import { BytesError, fromBase64, toHex } from '@kazasu/bytes';
import { CardError } from '@kazasu/card';
import { type Box, boxesIn, readCodestream } from '@kazasu/card/portrait';
import { PORTRAIT_OCTETS_MAX } from '../card-image.ts';
import { AuthorityError } from '../error.ts';

/** Upright, and neither a thumbnail nor a poster. */
const WIDTH = { least: 96, most: 480 };
const HEIGHT_MOST = 640;

/** ISO/IEC 15444-1 annex I, in hexadecimal: signature box, and the file type box of a file that is JP2 and no more. */
const SIGNATURE = '0d0a870a';
const FILE_TYPE = '6a703220000000006a703220';
/** One component of eight bits, JPEG 2000, colour space known, no intellectual property. */
const IMAGE_HEADER_END = '000107070000';
/** Enumerated colour space 17, grey. */
const GREY = '01000000000011';

/** What the portrait breaks. Never leaves this file. */
class PortraitError extends Error {
  override readonly name = 'PortraitError';
}

/**
 * The portrait that a card may carry: one grey image of bounded size in a JP2 of the four boxes that such a file needs,
 * with nothing beside them where anything could be hidden. Its pixels are not decoded here. Throws `portrait_invalid`.
 */
export function readPortrait(base64: string): Uint8Array {
  try {
    const file = fromBase64(base64);
    demand(file.length <= PORTRAIT_OCTETS_MAX, 'size');
    checkBoxes(file);
    return file;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw new AuthorityError('portrait_invalid', 'the portrait is not a grey JP2 of bounded size', error);
  }
}

function checkBoxes(file: Uint8Array): void {
  const [signature, fileType, header, codestream] = exactly(file, ['jP  ', 'ftyp', 'jp2h', 'jp2c']);
  demand(hex(signature) === SIGNATURE, 'signature');
  demand(hex(fileType) === FILE_TYPE, 'file type');
  const [imageHeader, colour] = exactly(header.content, ['ihdr', 'colr']);
  demand(hex(colour) === GREY, 'colour space');
  demand(imageHeader.content.length === 14 && hex(imageHeader).endsWith(IMAGE_HEADER_END), 'image header');
  const { width, height, components } = readCodestream(codestream.content);
  demand(components === 1 && hex(imageHeader).startsWith(uint32(height) + uint32(width)), 'image header');
  demand(
    width >= WIDTH.least && width <= WIDTH.most && height >= width && height <= HEIGHT_MOST,
    'dimensions',
  );
}

/** The boxes in these bytes, which must be those named, in this order. */
function exactly<const Types extends readonly string[]>(
  bytes: Uint8Array,
  types: Types,
): { readonly [I in keyof Types]: Box } {
  const boxes = boxesIn(bytes);
  demand(boxes.length === types.length && boxes.every(({ type }, at) => type === types[at]), 'boxes');
  return boxes as { readonly [I in keyof Types]: Box };
}

function isRefusal(error: unknown): boolean {
  return error instanceof PortraitError || error instanceof CardError || error instanceof BytesError;
}

function hex({ content }: Box): string {
  return toHex(content);
}

function uint32(value: number): string {
  return value.toString(16).padStart(8, '0');
}

function demand(condition: boolean, what: string): void {
  if (!condition) throw new PortraitError(what);
}
