import load from '@cornerstonejs/codec-openjpeg/wasmjs';
import { concat, fromHex, toUtf8 } from '@kazasu/bytes';

/** Grey pixels, row by row, one octet each. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** 76,800 octets of pixels become about 3,500. */
const RATIO = 22;

/** A JP2 file (ISO/IEC 15444-1, annex I) of the four boxes that it needs, around a codestream from OpenJPEG. */
export async function encodeJp2(image: GreyImage): Promise<Uint8Array> {
  const size = new DataView(new ArrayBuffer(8));
  size.setUint32(0, image.height);
  size.setUint32(4, image.width);
  return concat(
    box('jP  ', fromHex('0d0a870a')),
    box('ftyp', concat(toUtf8('jp2 '), fromHex('00000000'), toUtf8('jp2 '))),
    box(
      'jp2h',
      concat(
        // One component of eight bits, JPEG 2000, a known colour space: 17, grey.
        box('ihdr', concat(new Uint8Array(size.buffer), fromHex('000107070000'))),
        box('colr', fromHex('01000000000011')),
      ),
    ),
    box('jp2c', await encodeCodestream(image)),
  );
}

function box(type: string, content: Uint8Array): Uint8Array {
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, 8 + content.length);
  return concat(new Uint8Array(length.buffer), toUtf8(type), content);
}

async function encodeCodestream({ width, height, pixels }: GreyImage): Promise<Uint8Array> {
  const { J2KEncoder } = await load();
  const encoder = new J2KEncoder();
  encoder
    .getDecodedBuffer({ width, height, bitsPerSample: 8, componentCount: 1, isSigned: false })
    .set(pixels);
  // Lossy, in a single layer.
  encoder.setQuality(false, 1);
  encoder.setCompressionRatio(0, RATIO);
  encoder.encode();
  const codestream = Uint8Array.from(encoder.getEncodedBuffer());
  encoder.delete();
  return codestream;
}
