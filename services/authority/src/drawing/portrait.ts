import { BytesError, fromBase64, toHex } from '@kazasu/bytes';
import { PORTRAIT_OCTETS_MAX } from '../card-image.ts';
import { AuthorityError } from '../error.ts';
import { childrenOf, type Jp2Box, Jp2Error } from './jp2-box.ts';

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
    if (!(error instanceof Jp2Error || error instanceof BytesError)) throw error;
    throw new AuthorityError('portrait_invalid', 'the portrait is not a grey JP2 of bounded size', error);
  }
}

function checkBoxes(file: Uint8Array): void {
  const [signature, fileType, header, codestream] = childrenOf(file, ['jP  ', 'ftyp', 'jp2h', 'jp2c']);
  demand(hex(signature) === SIGNATURE, 'signature');
  demand(hex(fileType) === FILE_TYPE, 'file type');
  const [imageHeader, colour] = childrenOf(header.content, ['ihdr', 'colr']);
  demand(hex(colour) === GREY, 'colour space');
  demand(imageHeader.content.length === 14 && hex(imageHeader).endsWith(IMAGE_HEADER_END), 'image header');
  const { height, width } = sizeIn(imageHeader.content, 0);
  demand(
    width >= WIDTH.least && width <= WIDTH.most && height >= width && height <= HEIGHT_MOST,
    'dimensions',
  );
  checkCodestream(codestream.content, { height, width });
}

/** SOC and SIZ, which must say what the header says (ISO/IEC 15444-1, A.5.1), and EOC at the end. */
function checkCodestream(bytes: Uint8Array, size: { height: number; width: number }): void {
  const head = view(bytes);
  demand(bytes.length > 45, 'codestream');
  demand(head.getUint32(0) === 0xff4fff51 && head.getUint16(bytes.length - 2) === 0xffd9, 'codestream');
  const from = { x: head.getUint32(16), y: head.getUint32(20) };
  demand(head.getUint32(8) - from.x === size.width && head.getUint32(12) - from.y === size.height, 'size');
  demand(head.getUint16(40) === 1 && bytes[42] === 7 && bytes[43] === 1 && bytes[44] === 1, 'component');
}

function sizeIn(bytes: Uint8Array, at: number): { height: number; width: number } {
  return { height: view(bytes).getUint32(at), width: view(bytes).getUint32(at + 4) };
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function hex({ content }: Jp2Box): string {
  return toHex(content);
}

function demand(condition: boolean, what: string): void {
  if (!condition) throw new Jp2Error(what);
}
