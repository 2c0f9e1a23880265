import { fromHex, toHex } from '@kazasu/bytes';
import { type Box, boxesIn } from './box.ts';
import { type Codestream, readCodestream } from './codestream.ts';
import { demand } from './refuse.ts';

/** Content of the signature box (I.5.1). */
const SIGNATURE = '0d0a870a';
/** `jp2 `, which the file type box must have among the brands that the file can be read as (I.5.2). */
const BRAND = '6a703220';
const START_OF_CODESTREAM = fromHex('ff4fff51');

/**
 * The picture of a JP2 file, or of a bare codestream. Only what was looked at is handed on: whoever decodes the
 * codestream meets no other. Throws CardError `card/file`.
 */
export function readJpeg2000(file: Uint8Array): Codestream {
  if (START_OF_CODESTREAM.every((octet, at) => file[at] === octet)) return readCodestream(file);
  const boxes = boxesIn(file, { openEnd: true });
  const [signature, fileType] = boxes;
  demand(signature?.type === 'jP  ' && toHex(signature.content) === SIGNATURE, 'signature box');
  demand(fileType?.type === 'ftyp' && isJp2(fileType.content), 'file type box');
  const header = only(boxes, 'jp2h');
  const stream = only(boxes, 'jp2c');
  demand(boxes.indexOf(header) < boxes.indexOf(stream), 'order of the boxes');
  const codestream = readCodestream(stream.content);
  requireSameSize(header, codestream);
  return codestream;
}

function isJp2(content: Uint8Array): boolean {
  if (content.length < 12 || content.length % 4 !== 0) return false;
  const brands = Array.from({ length: content.length / 4 - 2 }, (_, at) =>
    toHex(content.subarray(8 + 4 * at, 12 + 4 * at)),
  );
  return brands.includes(BRAND);
}

function only(boxes: readonly Box[], type: string): Box {
  const [first, second] = boxes.filter((box) => box.type === type);
  demand(first !== undefined && second === undefined, `one ${type} box`);
  return first;
}

/** The image header box comes first in the header and says the same as the codestream (I.5.3.1). */
function requireSameSize(header: Box, { width, height, components }: Codestream): void {
  const boxes = boxesIn(header.content);
  const { content } = only(boxes, 'ihdr');
  demand(boxes[0]?.type === 'ihdr' && content.length === 14, 'image header box');
  demand(!boxes.some(({ type }) => type === 'pclr'), 'a palette');
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  demand(
    view.getUint32(0) === height && view.getUint32(4) === width && view.getUint16(8) === components,
    'image header box',
  );
}
